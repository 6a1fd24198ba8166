import Domain
import Ground
import Web

/// From where on what is open at a dealer keeps work from him, as typed; an empty field turns its rule off.
struct BlockForm: Sendable {
    private let kinds: [BlockKind]
    private let inputs: [Input<Int64>]

    init(_ form: FormBody, _ kinds: [BlockKind]) {
        self.kinds = kinds
        inputs = kinds.map { kind in
            let (name, bounds) = ("block_\(kind.name)", OpenBlock.bounds(kind.measure))
            return kind.measure == .money
                ? form.money(name, else: nil, in: bounds)
                : form.input(name, else: nil) { try TypedNumber.integer($0, in: bounds) }
        }
    }

    init(_ setting: BlockSetting, _ kinds: [BlockKind], _ context: CompanyContext) {
        let texts = kinds.map { kind in
            let limit = setting.limits[kind.name].map { limit in
                kind.measure == .money
                    ? context.reader.amount(Money(limit, context.company.currency)) : String(limit)
            }
            return ("block_\(kind.name)", limit ?? "")
        }
        var fields = Dictionary(uniqueKeysWithValues: texts)
        fields[FormBody.unitField] = context.reader.unit.rawValue
        self.init(FormBody(fields), kinds)
    }

    /// nil where a field is refused.
    var setting: BlockSetting? {
        guard inputs.allSatisfy({ $0.complaint == nil }) else { return nil }
        let limits = zip(kinds, inputs).compactMap { kind, input in input.value.map { (kind.name, $0) } }
        return BlockSetting(limits: Dictionary(uniqueKeysWithValues: limits))
    }

    func fields(_ reader: Reader) -> [Field] {
        zip(kinds, inputs).map { kind, input in
            let field = Field(input, label: "dispatch.block.\(kind.name)", for: reader)
            switch kind.measure {
            case .money: return field.asMoney(reader)
            case .days, .pieces:
                let unit = kind.measure == .days ? "dispatch.block.unit.days" : "dispatch.block.unit.pieces"
                return field.with {
                    ($0.inputMode, $0.direction, $0.unit) = ("numeric", "ltr", reader.words(unit))
                }
            }
        }
    }
}
