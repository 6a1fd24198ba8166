import Domain
import Ground
import Web

/// A place as it was typed.
struct PlaceForm: Sendable {
    static let mostLimit: Int64 = 1_000_000_000_000
    let kind: Input<PlaceKind>
    let code: Input<String>
    let fa: Input<String>
    let en: Input<String>
    let parent: Input<ID<StockPlace>>
    let dealer: Input<ID<Dealer>>
    let technician: Input<MobileNumber>
    let limit: Input<Int64?>

    init(_ form: FormBody, _ choices: PlaceChoices) {
        let kind = form.input("kind") { typed in
            guard let kind = PlaceKind(rawValue: typed), PlaceKind.byHand.contains(kind) else {
                throw Complaint("form.choose")
            }
            return kind
        }
        self.kind = kind
        code = form.input("code") { try PartCode.parse($0) }
        // A dealer's store is called as he is, where it has no name of its own.
        fa =
            kind.value?.isOfDealer == true
            ? form.input("name_fa", else: "", shortText(limit: 100)) : form.input("name_fa", shortText(limit: 100))
        en = form.input("name_en", else: "", shortText(limit: 100))
        parent = form.input("parent", else: nil) { typed in
            guard let id = ID<StockPlace>(typed), choices.stores.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        dealer = form.input("dealer", else: nil) { typed in
            guard let dealer = choices.dealers.first(where: { $0.code == Digits.ascii(typed) }) else {
                throw Complaint("form.choose")
            }
            return dealer.id
        }
        technician = form.input("technician", else: nil) { try MobileNumber($0) }
        limit = form.optionalLimit
    }

    /// nil where a field is refused.
    var facts: PlaceFacts? {
        guard let kind = kind.value, let code = code.value, let fa = fa.value, let en = en.value,
            parent.complaint == nil, dealer.complaint == nil, technician.complaint == nil, let limit = limit.value
        else { return nil }
        return PlaceFacts(
            code: code, names: BothNames(fa: fa, en: en), kind: kind, parent: kind == .shelf ? parent.value : nil,
            dealer: kind.isOfDealer ? dealer.value : nil, technician: kind == .sub ? technician.value : nil,
            limit: kind == .sub ? limit : nil)
    }
}

/// What of a place may change.
struct PlaceChangeForm: Sendable {
    let fa: Input<String>
    let en: Input<String>
    let limit: Input<Int64?>

    init(_ form: FormBody) {
        fa = form.input("name_fa", else: "", shortText(limit: 100))
        en = form.input("name_en", else: "", shortText(limit: 100))
        limit = form.optionalLimit
    }

    init(_ row: PlaceRow, _ reader: Reader) {
        self.init(
            FormBody([
                "name_fa": row.names.fa, "name_en": row.names.en,
                "limit": row.limit.map { reader.unit.text($0) } ?? "", FormBody.unitField: reader.unit.rawValue,
            ]))
    }
}

extension FormBody {
    fileprivate var optionalLimit: Input<Int64?> {
        let typed = money("limit", else: nil, in: 0...PlaceForm.mostLimit)
        return Input(
            name: typed.name, typed: typed.typed, value: typed.complaint == nil ? .some(typed.value) : nil,
            complaint: typed.complaint)
    }
}
