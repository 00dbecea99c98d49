//! Plays the demo's approvals through the flow document: nobody acts who is not asked.

use std::collections::BTreeMap;

use engine_definitions::{Dedupe, Document, FlowDocument, Kind, SelfApproval, StepDocument, WhoDocument};
use seeds_generator::{Action, Demo, Record, Verb, crm_demo};

use crate::counts::amount;
use crate::template::Template;

/// How a contract ended up, or who is asked now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Draft,
    WaitingFor(Vec<String>),
    Approved,
    Rejected,
    Withdrawn,
}

struct Player<'a> {
    demo: &'a Demo,
    flow: &'a FlowDocument,
}

impl Player<'_> {
    fn superior(&self, user: &str) -> String {
        let user = self.demo.users.iter().find(|other| other.key == user).unwrap();
        user.superior.clone().unwrap()
    }

    fn people(&self, who: &WhoDocument, initiator: &str) -> Vec<String> {
        match who {
            WhoDocument::Superior(superior) => {
                vec![(0..superior.level).fold(initiator.to_owned(), |user, _| self.superior(&user))]
            }
            WhoDocument::Role(role) => {
                let users = self.demo.users.iter().filter(|user| user.roles.contains(role));
                users.map(|user| user.key.clone()).collect()
            }
            other => panic!("the demo's flow does not use {other:?}"),
        }
    }

    /// The seats of the approve steps that this contract goes through.
    fn path(&self, steps: &[StepDocument], initiator: &str, cents: i64, seats: &mut Vec<Vec<String>>) {
        for step in steps {
            match step {
                StepDocument::Approve { who, .. } => {
                    let people = who.iter().flat_map(|who| self.people(who, initiator));
                    let instead = |user: String| if user == initiator { self.superior(&user) } else { user };
                    seats.push(people.map(instead).collect());
                }
                StepDocument::Switch { branches, .. } => {
                    let limit = |when: &str| when.strip_prefix("record.amount >= ").unwrap().parse::<i64>().unwrap();
                    let holds = |when: &String| cents >= limit(when) * 100;
                    let branch = branches.iter().find(|branch| branch.when.as_ref().is_none_or(holds)).unwrap();
                    self.path(&branch.steps, initiator, cents, seats);
                }
                StepDocument::Start { .. } | StepDocument::Cc { .. } => {}
            }
        }
    }

    fn play(&self, record: &Record, actions: &[Action]) -> End {
        let mut end = End::Draft;
        let (mut seats, mut at, mut last) = (Vec::<Vec<String>>::new(), 0, String::new());
        for action in actions {
            let place = format!("{}: {action:?}", record.key);
            match action.verb {
                Verb::Submit => {
                    assert!(matches!(end, End::Draft | End::Rejected | End::Withdrawn), "{place}");
                    assert_eq!(action.by, record.owner, "{place}");
                    (seats, at, last) = (Vec::new(), 0, String::new());
                    self.path(&self.flow.steps, &record.owner, amount(record), &mut seats);
                }
                Verb::Withdraw => {
                    assert!(matches!(end, End::WaitingFor(_)) && at == 0 && action.by == record.owner, "{place}");
                    end = End::Withdrawn;
                    continue;
                }
                Verb::Approve | Verb::Reject => {
                    assert!(matches!(&end, End::WaitingFor(people) if people.contains(&action.by)), "{place}: {end:?}");
                    if action.verb == Verb::Reject {
                        assert!(action.comment.is_some(), "{place}: a rejection says why");
                        end = End::Rejected;
                        continue;
                    }
                    at += 1;
                    last.clone_from(&action.by);
                }
            }
            // Whoever has just approved is not asked again directly after.
            while seats.get(at).is_some_and(|people| people.contains(&last)) {
                at += 1;
            }
            end = seats.get(at).map_or(End::Approved, |people| End::WaitingFor(people.clone()));
        }
        end
    }
}

#[test]
fn approvals_follow_the_flow() {
    let template = Template::load();
    let Some(Document::Flow(flow)) = template.get(Kind::Flow, "contract_approval") else { panic!("no flow") };
    assert_eq!((flow.settings.dedupe, flow.settings.self_approval), (Dedupe::Consecutive, SelfApproval::Superior));
    let demo = crm_demo();
    let player = Player { demo: &demo, flow };
    let mut ends: BTreeMap<End, usize> = BTreeMap::new();
    for record in demo.records.iter().filter(|record| record.object == "contract") {
        let mut approvals = demo.approvals.iter().filter(|approval| approval.record == record.key);
        let actions = approvals.next().map_or(&[][..], |approval| &approval.actions);
        assert!(approvals.next().is_none(), "{}: two scripts", record.key);
        *ends.entry(player.play(record, actions)).or_default() += 1;
    }
    let count = |end: End| ends.get(&end).copied().unwrap_or_default();
    let waiting = |user: &str| count(End::WaitingFor(vec![user.to_owned()]));
    let (director, ceo) = (waiting("linhaiyan"), waiting("chenguodong"));
    assert_eq!(count(End::Draft), 30, "{ends:?}");
    assert_eq!(director + ceo + waiting("zhangwei") + waiting("lina"), 35, "{ends:?}");
    assert!(director >= 8 && ceo == 8 && waiting("zhangwei") >= 3 && waiting("lina") >= 3, "{ends:?}");
    assert_eq!((count(End::Approved), count(End::Rejected), count(End::Withdrawn)), (45, 7, 3), "{ends:?}");
}

/// So that the demo shows the rule against being asked twice.
#[test]
fn some_contracts_are_submitted_by_a_manager() {
    let demo = crm_demo();
    let managers = ["zhangwei", "lina"];
    let by_manager = |action: &&Action| action.verb == Verb::Submit && managers.contains(&action.by.as_str());
    assert!(demo.approvals.iter().flat_map(|approval| &approval.actions).filter(by_manager).count() >= 3);
}
