import Domain
import Web

struct PayoutsPage: Page {
    struct Line: Sendable {
        let href: String
        let number: String
        let period: String
        let badge: Badge
        let items: String
        let total: Amount
        let madeBy: String
        let madeAt: String
        let paidOn: String?
    }

    static let template = "payouts/list"
    let titleKey = "payouts.title"
    let new: String?
    let unit: String
    let lines: [Line]
    let hasRows: Bool
    let pager: Pager?
    let empty: EmptyNote?
}

struct NewPayoutPage: Page {
    struct Line: Sendable {
        let dealer: String
        let claims: String
        let claimsHref: String
        let amount: Amount
        let sheba: String
        /// Why the dealer is left out; nil where he is paid.
        let why: String?
    }

    static let template = "payouts/new"
    let titleKey = "payouts.new.title"
    let list: String
    let form: String
    let period: Field
    let chosen: String
    let mark: String
    let unit: String
    let lines: [Line]
    let hasLines: Bool
    let leftOut: [Line]
    let hasLeftOut: Bool
    let total: Amount
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
        let amount: Amount
        let claims: String
        let claimsHref: String?
    }

    struct Deed: Sendable {
        let action: String
        let version: String
    }

    struct Payment: Sendable {
        let action: String
        let version: String
        let reference: Field
        let day: Field
        let errors: FormErrors?
    }

    static let template = "payouts/one"
    let titleKey = "payouts.one.title"
    let titleValues: [String]
    let list: String
    let number: String
    let badge: Badge
    let facts: [Fact]
    let unit: String
    let lines: [Line]
    let total: Amount
    let events: [TimelineItem]
    let approve: Deed?
    /// Why this person, who may approve others, cannot approve this one.
    let mustBeAnother: Bool
    let withdraw: Deed?
    let payment: Payment?
    let bank: BankCard?
}
