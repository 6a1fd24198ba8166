import Domain
import Ground
import Web

/// A label to be stuck on the machine: its serial, and where the company answers for it.
struct UnitLabelPage: Page {
    static let template = "units/label"
    let titleKey = "units.label_title"
    let titleValues: [String]
    let back: String
    let serial: String
    let model: String
    let side: String
    let path: String

    /// - Throws: `Refusal.unreadable` where no picture can hold it.
    init(_ unit: UnitSheet, _ context: CompanyContext) throws {
        let place = context.paths(UnitRoutes.one, unit.serial)
        guard let picture = QRCode(context.origin.map { $0 + place } ?? unit.serial) else { throw Refusal.unreadable }
        titleValues = [unit.serial.isolatedLeftToRight]
        back = place
        (serial, model) = (unit.serial, unit.model)
        (side, path) = (String(picture.side), picture.path)
    }
}
