//! The currencies of ISO 4217 with the decimals that their amounts usually have. Funds, metals and test codes are none.

/// Codes in use, by their usual decimals.
const CURRENCIES: &[(u8, &str)] = &[
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
         CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR \
         JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN \
         NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP \
         SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// The usual decimals of a currency; none when there is no such currency.
#[must_use]
pub fn currency_decimals(code: &str) -> Option<u8> {
    let (decimals, _) = CURRENCIES.iter().find(|(_, codes)| codes.split_whitespace().any(|known| known == code))?;
    Some(*decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_three_letters_and_stands_once() {
        let codes: Vec<&str> = CURRENCIES.iter().flat_map(|(_, codes)| codes.split_whitespace()).collect();
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
        let distinct: std::collections::BTreeSet<&&str> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
    }

    #[test]
    fn decimals_are_those_of_the_currency() {
        assert_eq!(["CNY", "JPY", "KWD", "CLF"].map(currency_decimals), [Some(2), Some(0), Some(3), Some(4)]);
        assert_eq!(["XAU", "cny", "", "CNY JPY"].map(currency_decimals), [None; 4]);
    }
}
