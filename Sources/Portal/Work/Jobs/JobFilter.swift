import Domain
import Ground
import Web

/// What a person asks of the list of jobs. It lives in the address, so a page of the list can be kept and sent on.
package struct JobFilter: PagedFilter, Hashable {
    package static let paging = Paging(onward: "after", back: .byKey("before"))

    package enum Stage: Hashable, Sendable {
        case state(JobState)
        /// Still to be done, or over.
        case open, ended
        /// Offered, and the dealer has not answered within a day.
        case unanswered
        /// In hand, and waiting for something.
        case waiting(JobWait)
        /// What its appointment makes of a job in hand.
        case part(TodaySection)

        /// Those beside the states, as the filter offers them.
        package static let groups: [Stage] = [
            .open, .unanswered, .waiting(.approval), .waiting(.part), .waiting(.customer), .waiting(.other),
            .part(.late), .part(.today), .part(.upcoming),
            .part(.unscheduled), .ended,
        ]

        package init?(_ text: String) {
            guard let stage = Self.groups.first(where: { $0.text == text }) ?? JobState(rawValue: text).map(Stage.state)
            else { return nil }
            self = stage
        }

        package var text: String {
            switch self {
            case .open: "open"
            case .ended: "ended"
            case .unanswered: "unanswered"
            case .waiting(let wait): "waits_\(wait.rawValue)"
            case .part(let part): part.name
            case .state(let state): state.rawValue
            }
        }

        /// Whether it holds jobs that are still to be done, in more than one state.
        var isOpen: Bool {
            switch self {
            case .open, .unanswered, .waiting, .part: true
            case .ended, .state: false
            }
        }
    }

    /// In `dealer`: jobs that nobody has.
    package static let nobody = "-"
    /// Days since the request came in that the filter offers.
    package static let ages = [1, 3, 7, 15, 30]

    package var text = ""
    package var stage: Stage?
    package var province: ID<Province>?
    package var city: ID<City>?
    package var service: String?
    /// The group's code.
    package var group: String?
    /// What the warranty said of a job that is done.
    package var warranty: Warranty?
    /// How the machine comes.
    package var way: JobWay?
    /// Code or part of the name, as typed.
    package var dealer = ""
    /// At least so many days old.
    package var age: Int?
    /// By what was promised of it.
    package var promise: PromisePick?
    /// Came in from this day on, and up to that one.
    package var from: CalendarDay?
    package var upTo: CalendarDay?
    var sort = JobSort.newest
    package var cursor: Cursor<JobKey>?

    package init() {}

    package init(_ asked: Asked) {
        text = asked.text("q")
        stage = Stage(asked.text("state"))
        province = asked.id("province")
        city = asked.id("city")
        service = asked.filled("service")
        group = asked.filled("group")
        warranty = asked.word("warranty")
        way = asked.word("way")
        dealer = asked.text("dealer")
        age = asked.number("age", in: 0...3650)
        promise = asked.word("promise")
        (from, upTo) = (CalendarDay(iso: asked.text("from")), CalendarDay(iso: asked.text("to")))
        sort = asked.word("sort") ?? .newest
        cursor = asked.cursor(Self.paging) { [sort] in JobKey($0, sort) }
    }

    /// Whether it asks for anything but an order.
    package var isEmpty: Bool {
        var bare = JobFilter()
        (bare.sort, bare.cursor) = (sort, cursor)
        return self == bare
    }

    /// Folded words of the free text; each must be found.
    package var words: [String] { SearchWords.of(text) }

    /// A city brings its province along; one that lies elsewhere than the chosen province is let go.
    package func settled(_ names: CommonNames) -> JobFilter {
        guard let city, let place = names.city(city) else { return self }
        var settled = self
        if let province, province != place.province { settled.city = nil } else { settled.province = place.province }
        return settled
    }

    package var fields: [Address.Field] {
        [
            ("q", text), ("state", stage?.text ?? ""), ("province", province?.description ?? ""),
            ("city", city?.description ?? ""), ("service", service ?? ""), ("group", group ?? ""),
            ("warranty", warranty?.rawValue ?? ""), ("way", way?.rawValue ?? ""), ("dealer", dealer),
            ("age", age.map(String.init) ?? ""), ("promise", promise?.rawValue ?? ""), ("from", from?.isoText ?? ""),
            ("to", upTo?.isoText ?? ""), ("sort", sort == .newest ? "" : sort.rawValue),
        ]
    }
}
