import Domain
import Web

struct PayoutsPage: Page {
    struct Line: Sendable {
        let href: String
        let number: String
        let period: String
        let scope: String?
        let badge: Badge
        let items: String
        /// How many rows the bank has not settled, or gave back.
        let note: String?
        let total: Amount
        let madeBy: String
        let madeAt: String
        let paidOn: String?
    }

    static let template = "payouts/list"
    let titleKey = "payouts.title"
    let files: [FileLink]
    let new: String?
    let rules: String
    let state: Pick
    let unit: String
    let lines: [Line]
    let hasRows: Bool
    let pager: Pager?
    let empty: EmptyNote?
}

/// A part of an amount: a kind of rows, or a deduction.
package struct PayoutPart: Sendable {
    package let name: String
    package let amount: Amount
    /// Another part follows.
    let hasMore: Bool
}

struct NewPayoutPage: Page {
    /// A sum of what is not in it.
    struct Figure: Sendable {
        let label: String
        let amount: Amount
        let href: String?
        let note: String?
    }

    struct Line: Sendable {
        let dealer: String
        let account: String
        let parts: [PayoutPart]
        let deductions: [PayoutPart]
        let gross: Amount
        let deducted: Amount
        let amount: Amount
        let sheba: String
        /// Claims that wait for a decision; nil where none does.
        let held: String?
        let heldHref: String
        /// Why the dealer is left out; nil where he is paid.
        let why: String?
    }

    static let template = "payouts/new"
    let titleKey = "payouts.new.title"
    let list: String
    let form: String
    let month: Pick
    let scope: Pick
    let chosenMonth: String
    let chosenScope: String
    let mark: String
    let unit: String
    let figures: [Figure]
    let lines: [Line]
    let hasLines: Bool
    let leftOut: [Line]
    let hasLeftOut: Bool
    let gross: Amount
    let deducted: Amount
    let total: Amount
    /// What is in no row of it, since it waits for a removed part.
    let heldPay: HeldPayView?
    let empty: EmptyNote?
}

struct PayoutPage: Page {
    struct Line: Sendable {
        let position: String
        let dealer: String
        let account: String?
        let payee: String
        let sheba: String
        let reference: String
        let parts: [PayoutPart]
        let deductions: [DeductedCell]
        let gross: Amount
        let amount: Amount
        let claimsHref: String?
        let badge: Badge?
        /// When it was paid, or why the bank gave it back.
        let bank: String?
        /// The row's id where it can be settled; nil where not.
        let choice: String?
        let isChosen: Bool
    }

    struct Deed: Sendable {
        let action: String
        let version: String
    }

    struct Settling: Sendable {
        let action: String
        /// Some of its rows wait for the bank; else they can only be given back.
        let isOpen: Bool
        let reference: Field
        let day: Field
        let text: Field
        let errors: FormErrors?
    }

    static let template = "payouts/one"
    let titleKey = "payouts.one.title"
    let titleValues: [String]
    let list: String
    let number: String
    let badge: Badge
    let steps: [PayoutStep]
    let facts: [Fact]
    let unit: String
    /// Of the columns of deductions.
    let heads: [String]
    let lines: [Line]
    let gross: Amount
    let totals: [DeductedCell]
    let total: Amount
    let files: [FileLink]
    let paper: String
    let events: [TimelineItem]
    let check: Deed?
    let approve: Deed?
    let send: Deed?
    /// Why this person, who may check or approve others, cannot do it with this one.
    let mustBeAnother: String?
    let withdraw: Deed?
    let settling: Settling?
    let bank: BankCard?
}

struct PayoutStep: Sendable {
    let name: String
    let isPast: Bool
    let isCurrent: Bool
}
