/// The columns of a bank's answer that are read.
public enum AnswerColumn: String, CaseIterable, Sendable {
    case reference, state, amount, day, tracking, text
}

/// How one bank's answer to a file looks: the heads of its columns, and its words for what became of an order.
public struct AnswerLayout: Codable, Hashable, Sendable {
    public var reference = ""
    public var state = ""
    public var amount = ""
    public var day = ""
    public var tracking = ""
    public var text = ""
    public var paidWords: [String] = []
    public var returnedWords: [String] = []
    /// The bank lists nothing but what it has paid, and says no state.
    public var isListOfPaid = false

    public init() {}

    public func head(of column: AnswerColumn) -> String {
        switch column {
        case .reference: reference
        case .state: state
        case .amount: amount
        case .day: day
        case .tracking: tracking
        case .text: text
        }
    }

    public mutating func set(_ column: AnswerColumn, _ head: String) {
        switch column {
        case .reference: reference = head
        case .state: state = head
        case .amount: amount = head
        case .day: day = head
        case .tracking: tracking = head
        case .text: text = head
        }
    }

    /// Where the columns stand in a file, by their heads however they are spaced and spelt: the format's own first, then
    /// what banks call them otherwise.
    /// - Parameter names: other heads of each column, squeezed (`SearchText`), the likeliest first.
    public func places(in header: [String], otherwise names: [AnswerColumn: [String]] = [:]) -> [AnswerColumn: Int] {
        let heads = header.map(SearchText.squeezed)
        var places: [AnswerColumn: Int] = [:]
        for column in AnswerColumn.allCases {
            let own = SearchText.squeezed(head(of: column))
            if !own.isEmpty { places[column] = heads.firstIndex(of: own) }
        }
        for column in AnswerColumn.allCases where places[column] == nil {
            places[column] = (names[column] ?? []).lazy
                .compactMap { heads.firstIndex(of: $0) }.first { !places.values.contains($0) }
        }
        return places
    }

    /// Nil for a word that says neither, for instance that the order still waits.
    func outcome(_ word: String) -> OrderState? {
        let word = SearchText.squeezed(word)
        if paidWords.contains(where: { SearchText.squeezed($0) == word }) { return .paid }
        if returnedWords.contains(where: { SearchText.squeezed($0) == word }) { return .returned }
        return nil
    }
}

/// What became of an order at the bank.
public enum OrderState: String, CaseIterable, Sendable {
    case waiting, paid, returned
}
