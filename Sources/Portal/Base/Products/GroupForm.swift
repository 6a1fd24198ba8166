import Domain
import Ground
import Web

/// A product group, as it was typed.
struct GroupForm: Sendable {
    /// nil for one that is made of the name.
    let code: Input<String?>
    let nameFa: Input<String>
    let nameEn: Input<String>

    init(_ form: FormBody) {
        code = form.input("code", else: .some(nil)) { try ProductRules.groupCode($0) }
        nameFa = form.input("name_fa", ProductRules.groupName)
        nameEn = form.input("name_en", else: "", ProductRules.groupName)
    }

    init(_ group: GroupItem) { self.init(FormBody(["name_fa": group.names.fa, "name_en": group.names.en])) }

    /// nil where something of it cannot be understood.
    var names: ProductGroupStore.Names? {
        guard let fa = nameFa.value, let en = nameEn.value else { return nil }
        return ProductGroupStore.Names(fa: fa, en: en)
    }

    /// - Parameters:
    ///   - isNew: whether it has no code yet; a known one keeps its own.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isNew: Bool, isBlank: Bool, refusal: FieldRefusal?, _ reader: Reader) -> [Field] {
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
            }
        }
        let code = field(code, "products.group.code").with {
            ($0.direction, $0.autocomplete) = ("ltr", "off")
            $0.hint = reader.words("products.group.code.hint")
        }
        let names = [
            field(nameFa, "products.group.name_fa").with { $0.required = true },
            field(nameEn, "products.group.name_en").with { $0.direction = "ltr" },
        ]
        return isNew ? names + [code] : names
    }
}
