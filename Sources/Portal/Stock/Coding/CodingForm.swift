import Domain
import Ground
import Web

/// A scheme's head, as it was typed.
struct CodingForm: Sendable {
    private let name: Input<String>
    private let check: Input<CodeCheck>
    private let separator: Input<String>

    init(_ body: FormBody) {
        name = body.input("name", shortText(limit: 100))
        check = body.input("check") { typed in
            guard let check = CodeCheck(rawValue: typed) else { throw Complaint("form.choose") }
            return check
        }
        separator = body.input("check_separator", else: "", Self.separator)
    }

    init(_ item: CodingItem) {
        self.init(
            FormBody([
                "name": item.name, "check": item.scheme.check.rawValue, "check_separator": item.scheme.checkSeparator,
            ]))
    }

    static func separator(_ typed: String) throws -> String {
        guard CodeSegment.separators.contains(typed) else { throw Complaint("parts.coding.separator") }
        return typed
    }

    var facts: CodingStore.Facts? {
        guard let name = name.value, let check = check.value, let separator = separator.value else { return nil }
        return CodingStore.Facts(name: name, check: check, separator: separator)
    }

    struct Fields: Sendable {
        let name: Field
        let choices: [Field]
        let errors: FormErrors?
    }

    func fields(isBlank: Bool, _ reader: Reader) -> Fields {
        let words = reader.words
        let all = [
            Field(name, label: "parts.coding.name", for: reader).with { $0.required = true },
            Field(check, label: "parts.coding.check", for: reader).with { field in
                field.required = true
                field.options = CodeCheck.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("parts.coding.check.\($0.rawValue)"),
                        selected: $0.rawValue == check.typed)
                }
            },
            SegmentForm.choice(separator, "parts.coding.check_separator", reader),
        ].map { field in field.with { if isBlank { $0.error = nil } } }
        return Fields(name: all[0], choices: Array(all.dropFirst()), errors: FormErrors(all))
    }
}

/// A segment, as it was typed.
struct SegmentForm: Sendable {
    private let name: Input<String>
    private var kind: Input<CodeSegment.Kind>
    private let length: Input<Int>
    private let alphabet: Input<CodeAlphabet>
    private let separator: Input<String>
    private var values: Input<[CodeSegment.Value]>
    private(set) var segment: CodeSegment?

    init(_ body: FormBody) {
        name = body.input("name", shortText(limit: 100))
        kind = body.input("kind") { typed in
            guard let kind = CodeSegment.Kind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        length = body.input("length") { Int(try TypedNumber.integer($0, in: 1...Int64(CodeSegment.longest))) }
        alphabet = body.input("alphabet") { typed in
            guard let alphabet = CodeAlphabet(rawValue: typed) else { throw Complaint("form.choose") }
            return alphabet
        }
        separator = body.input("separator", else: "", CodingForm.separator)
        values = body.input("values", else: []) { try CodeSegment.values($0) }
        read()
    }

    init(_ segment: CodeSegment) {
        self.init(
            FormBody([
                "name": segment.name, "kind": segment.kind.rawValue, "length": String(segment.length),
                "alphabet": segment.alphabet.rawValue, "separator": segment.separator,
                "values": segment.values.map { "\($0.code) = \($0.name)" }.joined(separator: "\n"),
            ]))
    }

    static var blank: SegmentForm {
        SegmentForm(FormBody(["kind": "table", "length": "2", "alphabet": "digits", "separator": "-"]))
    }

    /// What is wrong with the whole stands beside its values.
    private mutating func read() {
        guard let name = name.value, let kind = kind.value, let length = length.value, let alphabet = alphabet.value,
            let separator = separator.value, let list = values.value
        else { return }
        do {
            segment = try CodeSegment(
                name: name, kind: kind, length: length, alphabet: alphabet, separator: separator, values: list)
        } catch { values.complaint = error }
    }

    func refused(_ refusal: FieldRefusal?) -> Self {
        var copy = self
        if let refusal, refusal.field == "kind" { copy.kind.complaint = refusal.complaint }
        return copy
    }

    struct Fields: Sendable {
        let fields: [Field]
        let choices: [Field]
        let values: Field
        let errors: FormErrors?
    }

    func fields(isBlank: Bool, _ reader: Reader) -> Fields {
        let words = reader.words
        func clean(_ field: Field) -> Field {
            field.with {
                $0.id = "segment-\($0.name)"
                if isBlank { $0.error = nil }
            }
        }
        func options<Word: CaseIterable & RawRepresentable<String>>(_ input: Input<Word>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { field in
                field.required = true
                field.options = Word.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("\(label).\($0.rawValue)"),
                        selected: $0.rawValue == input.typed)
                }
            }
        }
        let fields = [
            clean(Field(name, label: "parts.coding.segment.name", for: reader).with { $0.required = true }),
            clean(
                Field(length, label: "parts.coding.segment.length", for: reader).with {
                    ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "numeric")
                }),
        ]
        let choices = [
            clean(options(kind, "parts.coding.kind")), clean(options(alphabet, "parts.coding.alphabet")),
            clean(Self.choice(separator, "parts.coding.segment.separator", reader)),
        ]
        let values = clean(
            Field(values, label: "parts.coding.values", for: reader).with {
                $0.hint = words("parts.coding.values.hint")
            })
        return Fields(
            fields: fields, choices: choices, values: values, errors: FormErrors(fields + choices + [values]))
    }

    static func choice(_ input: Input<String>, _ label: String, _ reader: Reader) -> Field {
        Field(input, label: label, for: reader).with { field in
            field.options = CodeSegment.separators.map {
                .init(
                    value: $0, label: $0.isEmpty ? reader.words("parts.coding.separator.none") : $0,
                    selected: $0 == input.typed)
            }
        }
    }
}
