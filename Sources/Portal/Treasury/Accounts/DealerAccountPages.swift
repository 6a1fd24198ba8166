import Domain
import Web

struct DealerAccountPage: Page {
    struct Figure: Sendable {
        let label: String
        let amount: Amount
        let href: String?
        let note: String?
    }

    struct Month: Sendable {
        let href: String
        let name: String
        let opening: Amount
        let work: Amount
        let other: Amount
        let payments: Amount
        let closing: Amount
        let kinds: [KindSum]
    }

    /// The sum of one kind of rows.
    struct KindSum: Sendable {
        let name: String
        let amount: Amount
        /// Another kind follows.
        let hasMore: Bool
    }

    /// A row that a person of finance has written, and what can be done with it.
    struct Row: Sendable {
        let dealer: String
        let account: String
        let name: String
        let note: String
        let day: String
        let amount: Amount
        let badge: Badge
        let madeBy: String
        let decidedBy: String?
        /// Until when one person may do what two do, and why.
        let eased: String?
        let confirm: String?
        let refuse: String?
        let withdraw: String?
    }

    struct Invoice: Sendable {
        let number: String
        let href: String
        let day: String
        let badge: Badge?
    }

    struct Writing: Sendable {
        let action: String
        let isOpen: Bool
        let kind: Field
        let amount: Field
        let day: Field
        let note: Field
        let errors: FormErrors?
    }

    struct Work: Sendable {
        let name: String
        let href: String
        let count: String
        let claimed: Amount
        let waiting: Amount
        let waitingHref: String
        let approved: Amount
        let approvedHref: String
        let rejected: String
        let rejectedHref: String
    }

    static let template = "accounts/account"
    let titleKey = "accounts.title"
    let titleValues: [String]
    let files: [FileLink]
    let dealers: String?
    let name: String
    let facts: [Fact]
    let figures: [Figure]
    let side: String
    let unit: String
    let months: [Month]
    let hasMonths: Bool
    let works: [Work]
    let hasWorks: Bool
    let pager: Pager?
    let rows: [Row]
    let hasRows: Bool
    let writing: Writing?
    let invoices: [Invoice]
    let hasInvoices: Bool
    /// What goes into no payout yet, since it waits for a removed part.
    let heldPay: HeldPayView?
    let empty: EmptyNote?
}

struct StatementPage: Page {
    struct Line: Sendable {
        let component: String
        let amount: Amount
        let why: String?
        /// Another line of the job follows.
        let hasMore: Bool
    }

    struct Job: Sendable {
        let number: String
        let href: String
        let service: String
        let completed: String
        let day: String
        let lines: [Line]
        let amount: Amount

        /// On paper, in tenths of a millimetre.
        var height: Int {
            let text = lines.map { "\($0.component) \($0.amount.amount) \($0.why ?? "")" }.joined(separator: "; ")
            return PrintedSheet.row(
                lines: max(PrintedSheet.lines(text, letters: 50), PrintedSheet.lines(service, letters: 10)))
        }
    }

    struct KindSum: Sendable {
        let name: String
        let amount: Amount
    }

    /// A row that is no decision on a claim: a later change, a deduction, cash, parts, an advance.
    struct Other: Sendable {
        let day: String
        let name: String
        let note: String
        let amount: Amount

        var height: Int { PrintedSheet.row(lines: PrintedSheet.lines(note, letters: 50)) }
    }

    struct Payment: Sendable {
        let day: String
        /// A payment, or that the bank gave one back.
        let name: String
        let payout: String
        let reference: String
        let href: String
        let amount: Amount
    }

    struct Rejected: Sendable {
        let number: String
        let href: String
        let completed: String
        let claimed: Amount
        let why: String

        var height: Int { PrintedSheet.row(lines: PrintedSheet.lines(why, letters: 60)) }
    }

    static let template = "accounts/statement"
    let titleKey = "accounts.statement.title"
    let titleValues: [String]
    let account: String
    let export: String
    let facts: [Fact]
    /// The month is not over: more rows may come.
    let isOpen: Bool
    let unit: String
    let opening: Amount
    /// The sum of each kind that has rows.
    let kinds: [KindSum]
    let jobs: [PrintedPart<Job>]
    let hasJobs: Bool
    let work: Amount
    let others: [Other]
    let hasOthers: Bool
    let rejected: [Rejected]
    let hasRejected: Bool
    let payments: [PrintedPart<Payment>]
    let hasPayments: Bool
    let paid: Amount
    let closing: Amount
    let side: String
    let inWords: String
    /// In the other unit.
    let otherwise: String
    let note: String
}
