import Domain
import Ground

/// Which months of a dealer's account are asked for: a year at a time, the newest first.
struct AccountFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .byKey("after"))
    static let size = 12
    var cursor: Cursor<Period>?
    var fields: [Address.Field] { [] }

    init(_ asked: Asked = Asked()) { cursor = asked.cursor(Self.paging) { Period($0) } }

    /// - Parameter periods: all that there are, newest first. A month beyond them asks for nothing.
    func slice(of periods: [Period]) -> Slice<Period, Period> {
        let cursor = cursor.flatMap { Self.beyond($0, periods).isEmpty ? nil : $0 }
        return Slice(cursor, size: Self.size, key: \.self) { limit in
            Array(Self.beyond(cursor, periods).prefix(limit))
        }
    }

    /// The nearest first.
    private static func beyond(_ cursor: Cursor<Period>?, _ periods: [Period]) -> [Period] {
        guard let cursor else { return periods }
        return switch cursor.side {
        case .onward: periods.filter { $0 < cursor.key }
        case .back: periods.reversed().filter { $0 > cursor.key }
        }
    }
}
