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

    /// Where the columns stand in a file, by their heads however they are spaced and spelt.
    public func places(in header: [String]) -> [AnswerColumn: Int] {
        AnswerColumn.allCases.reduce(into: [:]) { places, column in
            let wanted = SearchText.squeezed(head(of: column))
            guard !wanted.isEmpty else { return }
            places[column] = header.firstIndex { SearchText.squeezed($0) == wanted }
        }
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
