import Domain
import Hummingbird
import Web

/// What an address asks of a list. Whatever means nothing there is as if it had not been asked: a word that no filter
/// knows, a number in letters, a key of another order.
package struct Asked: Sendable {
    /// Nobody searches for more, and an engine refuses a pattern of any length.
    private static let longest = 200
    private let form: FormBody

    /// - Parameter form: one that carries along what its page was asked.
    package init(_ form: FormBody) { self.form = form }

    package init(query: String? = nil) { form = FormBody(encoded: query ?? "") }

    /// Empty where it was not asked.
    package func text(_ name: String) -> String { String(form.text(name).prefix(Self.longest)) }

    package func filled(_ name: String) -> String? {
        let text = text(name)
        return text.isEmpty ? nil : text
    }

    package func word<Word: RawRepresentable<String>>(_ name: String) -> Word? { Word(rawValue: text(name)) }

    package func id<Of>(_ name: String, of type: Of.Type = Of.self) -> ID<Of>? { ID(Digits.ascii(text(name))) }

    package func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        Int(Digits.ascii(text(name))).flatMap { range.contains($0) ? $0 : nil }
    }

    /// A day alone is answered where it means nothing: it is typed, not chosen.
    package func day(_ name: String, in calendar: CalendarSystem) -> Input<CalendarDay> {
        form.input(name, else: nil) { try calendar.parse($0) }
    }

    /// - Parameter key: reads the key of a row; nil where the text is none.
    package func cursor<Key>(_ paging: Paging, _ key: (String) -> Key?) -> Cursor<Key>? {
        if let key = filled(paging.onward).flatMap(key) { return Cursor(.onward, key) }
        guard let back = paging.name(of: .back) else { return nil }
        return filled(back).flatMap(key).map { Cursor(.back, $0) }
    }
}

extension Request {
    package var asked: Asked { Asked(query: uri.query) }
}
