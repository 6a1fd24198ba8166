import Domain
import Web

/// One claim in a list.
struct ClaimCells: PageParts {
    let href: String
    /// nil for a claim that is decided for good.
    let choice: String?
    let isChosen: Bool
    let number: String
    let dealer: String
    let service: String
    let completed: String
    let claimed: Amount
    let minor: String
    let approved: Amount?
    let badge: Badge
    /// Of an open appeal.
    let appeal: Badge?
    /// The mark of a claim that pays nothing: deciding it moves no money.
    let nothing: Badge?
    let why: String?
    /// What weighs most of what the rules found, how many more they found, and the sentence while it can still matter.
    let finding: Badge?
    let more: String?
    let found: String?

    func child(named name: String) -> Part? {
        switch name {
        case "href": .text(href)
        case "choice": choice.map(Part.text)
        case "chosen": .flag(isChosen)
        case "number": .text(number)
        case "dealer": .text(dealer)
        case "service": .text(service)
        case "completed": .text(completed)
        case "claimed": .parts(claimed)
        case "minor": .text(minor)
        case "approved": approved.map(Part.parts)
        case "badge": .parts(badge)
        case "appeal": appeal.map(Part.parts)
        case "nothing": nothing.map(Part.parts)
        case "why": why.map(Part.text)
        case "finding": finding.map(Part.parts)
        case "more": more.map(Part.text)
        case "found": found.map(Part.text)
        default: nil
        }
    }
}

/// What a dealer has not sent yet.
struct Sending: Sendable {
    let action: String
    let text: String
}

/// The bar with which finance decides the chosen claims.
struct DecisionBar: Sendable {
    let action: String
    let filter: String
    let reject: Field
    let sendBack: Field
    let text: Field
    let mayApprove: Bool
    let maySendBack: Bool
    let asksBelowZero: Bool
}

struct ClaimsPage: Page {
    static let template = "claims/list"
    let titleKey = "claims.title"
    let views: [Tab]
    let tiles: [Tab]
    let files: [Tab]
    let state: String
    let period: Pick
    let dealer: Pick?
    let finding: Pick
    let rules: String?
    /// How much was decided without a person.
    let share: String?
    let sending: Sending?
    let words: String
    let unit: String
    /// How far the mark of the decimals stands to the left in a sum of rial.
    let zeros: String
    let isOffice: Bool
    let rows: [ClaimCells]
    let hasRows: Bool
    let bar: DecisionBar?
    let sum: String
    let pager: Pager?
    let empty: EmptyNote?
}

struct ClaimSumsPage: Page {
    struct Cell: Sendable {
        let href: String?
        let count: String?
        let amount: Amount?
    }

    struct Line: Sendable {
        let dealer: String
        let code: String
        let href: String
        let cells: [Cell]
        let count: String
        let amount: Amount
    }

    static let template = "claims/summary"
    let titleKey = "claims.title"
    let views: [Tab]
    let tiles: [Tab]
    let unit: String
    let months: [String]
    let lines: [Line]
    let hasRows: Bool
    let count: String
    let amount: Amount
    let empty: EmptyNote?
}

struct UnpricedJobsPage: Page {
    struct Line: Sendable {
        let href: String
        let number: String
        let dealer: String
        let completed: String
    }

    static let template = "claims/unpriced"
    let titleKey = "claims.title"
    let views: [Tab]
    let lines: [Line]
    let hasRows: Bool
    let count: String
    let empty: EmptyNote?
}
