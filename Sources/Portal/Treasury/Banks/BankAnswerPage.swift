import Web

/// A bank's answer: what its lines mean, and what a person must look at.
struct BankAnswerPage: Page {
    struct Figure: Sendable {
        let label: String
        let count: String
    }

    struct Line: Sendable {
        let number: String
        let reference: String
        let amount: String
        let state: String
        let day: String
        let tracking: String
        let text: String
        let badge: Badge
        let why: String?
    }

    struct Row: Sendable {
        let reference: String
        let payee: String
        let amount: Amount
    }

    struct Form: Sendable {
        let action: String
        /// A workbook's sheets, where there are several, and which the columns are of.
        let sheet: Field?
        let columnsOf: String
        let columns: [Field]
        let day: Field
        let mark: String
        let errors: FormErrors?
        /// Something in it is news.
        let mayTake: Bool
    }

    static let template = "banks/answer"
    let titleKey = "banks.answer.title"
    let titleValues: [String]
    let list: String
    let payout: String
    let number: String
    let file: String
    let badge: Badge
    let unit: String
    let facts: [Fact]
    let figures: [Figure]
    let hasFigures: Bool
    let form: Form?
    /// How many rows of the payout would be settled.
    let outcome: String?
    /// No column says what became of an order: each that is listed counts as paid.
    let allPaid: Bool
    /// No column of amounts is chosen: none was compared.
    let noAmount: Bool
    let rest: [Line]
    let hasRest: Bool
    let download: String?
    let more: String?
    /// Rows that are paid in part and returned in part: a person decides.
    let mixed: [Row]
    let hasMixed: Bool
    let matched: [Line]
    let hasMatched: Bool
}
