import Domain
import Ground
import Web

/// What a part is for, as it was typed.
struct PartFitForm: Sendable {
    var model: Input<String>
    let assembly: Input<String>
    let most: Input<Int>

    init(_ body: FormBody) {
        model = body.input("model", CellText.code)
        assembly = body.input("assembly", else: "", FitRules.assembly)
        most = body.input("most", FitRules.most)
    }

    func refused(_ refusal: FieldRefusal?) -> Self {
        var copy = self
        if let refusal, refusal.field == "model" { copy.model.complaint = refusal.complaint }
        return copy
    }
}

/// What is fitted or ordered instead of a part, as it was typed.
struct PartInsteadForm: Sendable {
    var other: Input<String>
    let isMutual: Bool
    let note: Input<String>

    init(_ body: FormBody) {
        other = body.input("other", PartCode.parse)
        isMutual = body.isChecked("mutual")
        note = body.input("note", else: "", PartRules.note)
    }

    func refused(_ refusal: FieldRefusal?) -> Self {
        var copy = self
        if let refusal, refusal.field == "other" { copy.other.complaint = refusal.complaint }
        return copy
    }
}
