import Domain
import Ground
import Web

/// Hours of each day in which nobody is written to, as they were typed: both, or none.
struct QuietForm: Sendable {
    let from: Input<Int>
    private(set) var to: Input<Int>

    /// - Parameter name: of the two fields, before `_from` and `_to`.
    init(_ form: FormBody, _ name: String) {
        from = form.input("\(name)_from", else: nil) { try TypedTime.minutes($0) }
        to = form.input("\(name)_to", else: nil) { try TypedTime.minutes($0) }
        let isHalf = (from.value == nil) != (to.value == nil) || from.value != nil && from.value == to.value
        if isRight, isHalf { to.complaint = Complaint("messages.account.quiet.bad") }
    }

    /// As a form types them.
    static func typed(_ hours: QuietHours?, _ name: String) -> [String: String] {
        [
            "\(name)_from": hours.map { TypedTime.text($0.from) } ?? "",
            "\(name)_to": hours.map { TypedTime.text($0.to) } ?? "",
        ]
    }

    var isRight: Bool { from.complaint == nil && to.complaint == nil }

    /// nil for none.
    var hours: QuietHours? { from.value.flatMap { from in to.value.flatMap { QuietHours(from: from, to: $0) } } }

    /// Two fields, the second a word that goes on from the first.
    func fields(_ label: String, _ reader: Reader) -> [Field] {
        [
            Field(from, label: "\(label)_from", for: reader).with {
                ($0.direction, $0.hint) = ("ltr", reader.words("\(label).hint"))
            },
            Field(to, label: "\(label)_to", for: reader).with { $0.direction = "ltr" },
        ]
    }
}
