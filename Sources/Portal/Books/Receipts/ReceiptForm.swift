import Domain
import Ground
import Web

/// Money that a customer gives, as it was typed.
struct ReceiptForm: Sendable {
    let way: Input<ReceiptWay>
    let amount: Input<Int64>
    let day: Input<CalendarDay>
    let reference: Input<String>
    let chequeNumber: Input<String>
    let chequeBank: Input<String>
    let chequeDue: Input<CalendarDay?>
    let note: Input<String>
    /// Which invoices it pays for.
    let bills: Set<ID<SalesInvoice>>

    init(_ form: FormBody, today: CalendarDay, _ calendar: CalendarSystem) {
        way = form.input("way") { typed in
            guard let way = ReceiptWay(rawValue: typed), ReceiptWay.written.contains(way) else {
                throw Complaint("form.choose")
            }
            return way
        }
        amount = form.money("amount", in: NewReceipt.amounts)
        let near = today.adding(days: -NewReceipt.farthest)...today.adding(days: NewReceipt.farthest)
        let known: (String) throws -> CalendarDay = { typed in
            let day = try calendar.parse(typed)
            guard near.contains(day) else { throw Complaint("receipts.far") }
            return day
        }
        day = form.input("day", else: today, known)
        reference = form.input("reference", else: "", shortText(limit: 60))
        let isCheque = way.value == .cheque
        let number: (String) throws -> String = { try CellText.code($0) }
        chequeNumber =
            isCheque ? form.input("cheque_number", number) : form.input("cheque_number", else: "") { _ in "" }
        chequeBank =
            isCheque
            ? form.input("cheque_bank", shortText(limit: 100)) : form.input("cheque_bank", else: "") { _ in "" }
        chequeDue =
            isCheque
            ? form.input("cheque_due") { try known($0) }
            : form.input("cheque_due", else: .some(nil)) { _ in nil }
        note = form.input("note", else: "", shortText(limit: 300))
        bills = Set(form.ids("bill", of: SalesInvoice.self))
    }

    /// nil where a field is refused. - Throws: as `NewReceipt`.
    func receipt(today: CalendarDay) throws(Complaint) -> NewReceipt? {
        guard let way = way.value, let amount = amount.value, let day = day.value, let reference = reference.value,
            let number = chequeNumber.value, let bank = chequeBank.value, let due = chequeDue.value,
            let note = note.value
        else { return nil }
        return try NewReceipt(
            way, amount: amount, on: day, today: today, reference: way.hasReference ? reference : "",
            cheque: way == .cheque ? due.map { Cheque(number: number, bank: bank, due: $0) } : nil, note: note)
    }
}
