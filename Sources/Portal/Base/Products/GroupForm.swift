import Domain
import Ground
import Web

/// A product group, as it was typed.
struct GroupForm: Sendable {
    /// nil for one that is made of the name.
    let code: Input<String?>
    let nameFa: Input<String>
    let nameEn: Input<String>
    let serialPattern: Input<SerialPattern>

    init(_ form: FormBody) {
        code = form.input("code", else: .some(nil)) { try ProductRules.groupCode($0) }
        nameFa = form.input("name_fa", ProductRules.groupName)
        nameEn = form.input("name_en", else: "", ProductRules.groupName)
        serialPattern = form.input("serial_pattern", else: try? SerialPattern("")) { try SerialPattern($0) }
    }

    init(_ group: GroupItem) {
        self.init(
            FormBody([
                "name_fa": group.names.fa, "name_en": group.names.en, "serial_pattern": group.serialPattern,
            ]))
    }

    /// nil where something of it cannot be understood.
    var facts: ProductGroupStore.Facts? {
        guard let fa = nameFa.value, let en = nameEn.value, let pattern = serialPattern.value else { return nil }
        return ProductGroupStore.Facts(fa: fa, en: en, pattern: pattern)
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
        let pattern = field(serialPattern, "products.group.serial_pattern").with {
            ($0.direction, $0.autocomplete) = ("ltr", "off")
            $0.hint = reader.words("products.group.serial_pattern.hint")
        }
        return isNew ? names + [code, pattern] : names + [pattern]
    }
}
