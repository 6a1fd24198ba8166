import Base
import Domain
import Ground
import Web

/// One line of an estimate, as it was typed.
struct EstimateLineInput: Sendable {
    let kind: EstimateKind
    let text: Input<String>
    let quantity: Input<Int>
    let price: Input<Int64>

    /// Of a part its name and its price must be there; what labour and travel are, their kind says.
    init(_ form: FormBody, _ kind: EstimateKind, _ position: Int) {
        let name = "\(kind.rawValue)\(position)"
        self.kind = kind
        let words = ["\(name)-text", "\(name)-price"].map { form.text($0) }
        let isEmpty = words.allSatisfy(\.isEmpty)
        let read = shortText(limit: EstimateLine.longest)
        text =
            kind == .part && !isEmpty
            ? form.input("\(name)-text", read) : form.input("\(name)-text", else: "", read)
        quantity = form.input("\(name)-quantity", else: 1) {
            Int(
                try TypedNumber.integer(
                    $0, in: Int64(EstimateLine.quantities.lowerBound)...Int64(EstimateLine.quantities.upperBound)))
        }
        price =
            isEmpty
            ? form.money("\(name)-price", else: nil, in: EstimateLine.prices)
            : form.money("\(name)-price", in: EstimateLine.prices)
    }

    /// nil where it is empty, or refused.
    var line: EstimateLine? {
        guard let text = text.value, let quantity = quantity.value, let price = price.value else { return nil }
        return EstimateLine(kind, text, quantity: quantity, price: price)
    }

    var isRefused: Bool { [text.complaint, quantity.complaint, price.complaint].contains { $0 != nil } }
}

/// An estimate, as it was typed.
struct EstimateForm: Sendable {
    private static let (first, step) = (4, 6)
    private static let mostParts = 20
    /// For how many days it holds where nobody says it.
    private static let usualDays = 7

    let inputs: [EstimateLineInput]
    let validOn: Input<CalendarDay>
    let note: Input<String>
    let parts: Int
    let asksMore: Bool

    init(_ form: FormBody, today: CalendarDay, _ calendar: CalendarSystem) {
        asksMore = form.isChecked("more")
        // The field is hidden, but anybody can write into it.
        let shown = min(max(Int(form.raw("parts")) ?? Self.first, Self.first), Self.mostParts)
        let parts = min(shown + (asksMore ? Self.step : 0), Self.mostParts)
        self.parts = parts
        inputs = EstimateKind.allCases.flatMap { kind in
            (1...(kind == .part ? parts : kind == .labour ? 2 : 1)).map { EstimateLineInput(form, kind, $0) }
        }
        validOn = form.input("valid", else: today.adding(days: Self.usualDays)) { typed in
            let day = try calendar.parse(typed)
            guard day >= today else { throw Complaint("estimates.valid.past") }
            return day
        }
        note = form.input("note", else: "", shortText(limit: 500))
    }

    var canGrow: Bool { parts < Self.mostParts }
    var lines: [EstimateLine] { inputs.compactMap(\.line) }

    /// nil where something is refused, or there is no line.
    var isRight: Bool {
        !inputs.contains(where: \.isRefused) && !lines.isEmpty && validOn.complaint == nil && note.complaint == nil
    }
}

extension FormBody {
    /// As if it had been typed: what was estimated last, to be gone on from.
    init(_ lines: [EstimateLine], note: String, _ reader: Reader) {
        self.init(["note": note, Self.unitField: reader.unit.rawValue])
        for kind in EstimateKind.allCases {
            let own = lines.filter { $0.kind == kind }
            for (place, line) in own.enumerated() {
                let name = "\(kind.rawValue)\(place + 1)"
                fields["\(name)-text"] = [line.text]
                fields["\(name)-quantity"] = line.quantity == 1 ? nil : [String(line.quantity)]
                fields["\(name)-price"] = [reader.unit.text(line.price)]
            }
            if kind == .part { fields["parts"] = [String(own.count)] }
        }
    }
}

/// What one of ours writes down of a customer's answer.
struct EstimateAnswerForm: Sendable {
    let voice: Input<EstimateVoice>
    let word: Input<String>
    let text: Input<String>

    init(_ form: FormBody) {
        voice = form.input("voice") { typed in
            guard let voice = EstimateVoice(rawValue: typed), EstimateVoice.recorded.contains(voice) else {
                throw Complaint("form.choose")
            }
            return voice
        }
        word = form.input("answer") { typed in
            guard ["approve", "refuse"].contains(typed) else { throw Complaint("form.choose") }
            return typed
        }
        text = form.input("text", else: "", shortText(limit: EstimateAnswer.longest))
    }

    /// nil where something is refused.
    var answer: (EstimateAnswer, EstimateVoice)? {
        guard let voice = voice.value, let word = word.value, let text = text.value,
            let answer = try? EstimateAnswer(word, text: text)
        else { return nil }
        return (answer, voice)
    }
}
