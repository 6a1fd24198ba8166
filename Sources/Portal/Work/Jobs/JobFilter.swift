import Domain
import Foundation
import Ground
import Web

/// What a person asks of the list of jobs. It lives in the address, so a page of the list can be kept and sent on.
package struct JobFilter: Hashable, Sendable {
    package enum Stage: Hashable, Sendable {
        case state(JobState)
        /// Still to be done, or over.
        case open, ended

        package init?(_ text: String) {
            switch text {
            case "open": self = .open
            case "ended": self = .ended
            default:
                guard let state = JobState(rawValue: text) else { return nil }
                self = .state(state)
            }
        }

        package var text: String {
            switch self {
            case .open: "open"
            case .ended: "ended"
            case .state(let state): state.rawValue
            }
        }
    }

    /// Days since the request came in that the filter offers.
    package static let ages = [1, 3, 7, 15, 30]

    package var text = ""
    package var stage: Stage?
    package var province: ID<Province>?
    package var city: ID<City>?
    package var service: String?
    /// The group's code.
    package var group: String?
    /// Code or part of the name, as typed.
    package var dealer = ""
    /// At least so many days old.
    package var age: Int?
    var sort = JobSort.newest
    var cursor: JobCursor?

    package init() {}

    /// What an address asks that means nothing is left out.
    package init(query: String?) {
        let typed = FormBody(encoded: query ?? "")
        text = typed.text("q")
        stage = Stage(typed.text("state"))
        province = ID(Digits.ascii(typed.text("province")))
        city = ID(Digits.ascii(typed.text("city")))
        service = typed.filled("service")
        group = typed.filled("group")
        dealer = typed.text("dealer")
        age = Int(Digits.ascii(typed.text("age"))).flatMap { (0...3650).contains($0) ? $0 : nil }
        sort = JobSort(rawValue: typed.text("sort")) ?? .newest
        if let after = typed.filled("after") { cursor = JobCursor(side: .after, text: after) }
        if let before = typed.filled("before") { cursor = JobCursor(side: .before, text: before) }
    }

    /// Whether it asks for anything but an order.
    package var isEmpty: Bool {
        var bare = JobFilter()
        (bare.sort, bare.cursor) = (sort, cursor)
        return self == bare
    }

    /// Folded words of the free text; each must be found.
    package var words: [String] { SearchText.key(text).split(separator: " ").prefix(6).map { String($0.prefix(60)) } }

    /// A city brings its province along; one that lies elsewhere than the chosen province is let go.
    package func settled(_ names: CommonNames) -> JobFilter {
        guard let city, let place = names.city(city) else { return self }
        if let province, province != place.province { return with { $0.city = nil } }
        return with { $0.province = place.province }
    }

    package func with(_ change: (inout JobFilter) -> Void) -> JobFilter {
        var copy = self
        change(&copy)
        return copy
    }

    /// `?state=received&city=7`, or nothing.
    package var query: String {
        let pairs: [(String, String)] = [
            ("q", text), ("state", stage?.text ?? ""), ("province", province?.description ?? ""),
            ("city", city?.description ?? ""), ("service", service ?? ""), ("group", group ?? ""), ("dealer", dealer),
            ("age", age.map(String.init) ?? ""), ("sort", sort == .newest ? "" : sort.rawValue),
            (cursor?.side.rawValue ?? "", cursor?.text ?? ""),
        ]
        let filled = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(Paths.part($0.1))" }
        return filled.isEmpty ? "" : "?" + filled.joined(separator: "&")
    }
}

extension FormBody {
    fileprivate func filled(_ name: String) -> String? {
        let text = text(name)
        return text.isEmpty ? nil : text
    }
}
