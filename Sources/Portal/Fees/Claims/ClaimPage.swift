import Domain
import Ground
import Web
import Work

/// The page of one claim: its lines and evidence, what was decided, and the form of whoever has a say now.
struct ClaimPage: Page {
    struct Line: Sendable {
        let component: String
        /// What the rule is called.
        let title: String?
        let rule: String?
        let href: String?
        let arithmetic: String?
        let notes: [String]
        /// Why the dealer asks for it beyond the tariff.
        let asked: String?
        let computed: Amount?
        /// Claimed.
        let amount: Amount
        let approved: Amount?
        let why: String?
        /// By whom and when.
        let decided: String?
        /// Collected by the dealer himself, and no part of the claim.
        let isByCustomer: Bool
    }

    struct LineFields: Sendable {
        let title: String
        let claimed: Amount
        let amount: Field
        let reason: Field
    }

    struct Decide: Sendable {
        let action: String
        let choice: String
        let lines: [LineFields]
        let hasLines: Bool
        let bar: DecisionBar
        let linesAskBelowZero: Bool
        /// The lines that depend on others have been shown.
        let asTyped: Bool
        let errors: FormErrors?
    }

    struct Send: Sendable {
        let action: String
        let choice: String
        let later: String?
    }

    struct Answer: Sendable {
        let action: String
        let choice: String
        let text: Field
        let photos: FileField
        let errors: FormErrors?
    }

    /// What the dealer may ask for, and what he asks for already.
    struct Ask: Sendable {
        struct Asked: Sendable {
            let line: String
            let label: String
            let amount: Amount
        }

        let action: String
        let removal: String
        let choice: String
        let asked: [Asked]
        let component: Field
        let amount: Field
        let text: Field
        let photos: FileField
        let errors: FormErrors?
    }

    static let template = "claims/one"
    let titleKey = "claims.one.title"
    let titleValues: [String]
    let claims: String
    let number: String
    let badge: Badge
    let why: String?
    /// Another claim that waits, for whoever decides.
    let next: String?
    let isDecided: Bool
    let job: String
    let facts: [Fact]
    /// What its payment waits for.
    let holds: [Fact]
    let isHeld: Bool
    let unit: String
    let lines: [Line]
    /// Why something that one might expect is not there.
    let remark: String?
    let computed: Amount
    let claimed: Amount
    let approved: Amount?
    let findings: [FindingView]
    let findingsTitle: String
    /// In place of the findings where there are none.
    let noFindings: String?
    let visitsView: VisitsView?
    let events: [TimelineItem]
    let photos: [PhotoLink]
    let hasPhotos: Bool
    let ask: Ask?
    let appeals: AppealsView?
    let reversal: ReversalView?
    let send: Send?
    let decide: Decide?
    let answer: Answer?
}
