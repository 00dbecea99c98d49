// A one-page PDF with a line of text; the real document comes from the server.
export function pdf(text) {
  const stream = `BT /F1 20 Tf 60 760 Td (${text.replace(/[^\x20-\x7e]/g, '?')}) Tj ET`
  const parts = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>', `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
  let body = '%PDF-1.4\n'
  const offsets = parts.map((part, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${part}\nendobj\n`
    return offset
  })
  const start = body.length
  body += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(body, 'latin1')
}
