import Domain
import Web

struct TariffListPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let version: String
        let audience: String
        let days: String
        let rules: String
        let badge: Badge
    }

    static let template = "fees/tariffs"
    let titleKey = "tariffs.title"
    let items: [Item]
    let files: [FileLink]
    let isEmpty: Bool
    let imports: String?
    let new: String?
    /// How many done jobs wait for a tariff.
    let waiting: String?
    let waitingJobs: [WaitingJob]
    /// Differences that somebody wants booked and another is to confirm.
    let proposals: [Proposal]
    let hasProposals: Bool

    struct Proposal: Sendable {
        let href: String
        let reason: String
    }

    struct WaitingJob: Sendable {
        let href: String
        let number: String
        let day: String
    }
}

struct TariffPage: Page {
    /// What the review says of one rule.
    struct Finding: Sendable {
        let rule: String
        let href: String
        let column: String?
        let text: String
    }

    /// What stands between a draft and its activation.
    struct Review: Sendable {
        let faults: [Finding]
        let hasFaults: Bool
        let doubts: [Finding]
        let hasDoubts: Bool
        let isClean: Bool
    }

    /// The form of the second person.
    struct Activation: Sendable {
        let action: String
        let revision: String
        let mustSee: Bool
    }

    /// What may be done with a version, besides putting it into force.
    struct Deeds: Sendable {
        /// Of a draft.
        let change: String?
        let newRule: String?
        let removal: String?
        let copy: String?
        let file: String
        let difference: String?
    }

    /// A rule as the page shows it; a draft's leads to its form.
    struct Rule: Sendable {
        let wording: RuleWording
        let form: String?
        let move: String?
        /// From 1, in the whole tariff.
        private(set) var place = ""

        init(wording: RuleWording, form: String?, move: String?) {
            (self.wording, self.form, self.move) = (wording, form, move)
        }

        func at(_ place: String) -> Rule {
            var copy = self
            copy.place = place
            return copy
        }
    }

    static let template = "fees/tariff"
    let titleKey = "tariffs.page_title"
    let titleValues: [String]
    let name: String
    let badge: Badge
    let list: String
    let facts: [Fact]
    let unit: String
    let rules: [Rule]
    let hasRules: Bool
    let isDraft: Bool
    /// Of the filter above the rules.
    let typed: String
    let component: Pick
    let shownCount: String
    let raise: RaiseCard?
    let deeds: Deeds
    let revision: String
    let review: Review?
    let activation: Activation?
    let mustBeAnother: Bool
    /// That the operator lets one person do it, until when and why.
    let eased: String?
    let whatIf: WhatIfCard
    let events: [TimelineItem]
    let hasEvents: Bool
}

extension TariffRow {
    package func days(_ reader: Reader) -> String {
        guard let to else { return reader.words("tariffs.days.open", reader.day(from)) }
        return reader.words("tariffs.days.span", reader.day(from), reader.day(to))
    }

    package func badge(_ reader: Reader) -> Badge {
        let kind =
            switch state {
            case .draft: "info"
            case .active: "done"
            case .retired: "neutral"
            }
        let word = isThrownAway ? "thrown_away" : state.rawValue
        return Badge(kind: kind, label: reader.words("tariffs.state.\(word)"))
    }
}
