import Database
import Domain

/// What a part is, whoever says it: a file or a form. Its code is no part of it.
struct PartFacts: Hashable, Sendable {
    var nameFa: String
    var nameEn = ""
    /// The group's name as written; empty for none.
    var group = ""
    var unit = PartUnit.piece
    var tracking = PartTracking.none
    var mustReturn = PartReturn.never
    var isRepairable = false
    var shelfLifeDays: Int?
    var weightGrams: Int?
    var makerNumber = ""
    var barcode = ""
    var note = ""

    /// As the history keeps them.
    var told: [String: String] {
        [
            "name": nameFa, "name_en": nameEn, "part_group": group, "part_unit": unit.rawValue,
            "part_tracking": tracking.rawValue, "part_return": mustReturn.rawValue,
            "is_repairable": isRepairable ? "yes" : "no", "shelf_life_days": shelfLifeDays.map { String($0) } ?? "",
            "weight_grams": weightGrams.map { String($0) } ?? "", "maker_number": makerNumber, "barcode": barcode,
            "note": note,
        ]
    }
}

extension PartUnit: ColumnValue {}
extension PartTracking: ColumnValue {}
extension PartReturn: ColumnValue {}
