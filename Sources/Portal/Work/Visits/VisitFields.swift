import Domain
import Web

/// The fields of a visit's form, as the page shows them.
struct VisitFields {
    let outcome: Field
    /// Day and time.
    let when: [Field]
    /// Minutes and kilometres.
    let work: [Field]
    let symptom: Field
    let cause: Field
    let remedy: Field
    let parts: [(name: Field, quantity: Field, removed: Field)]
    /// What the customer paid, for labour, travel and parts.
    let paid: [Field]
    let note: Field
    let serial: Field

    /// - Parameter road: what the portal has filled in as the way there, as it would be typed.
    init(_ form: VisitForm, road: String?, today: CalendarDay, _ reader: Reader, isFresh: Bool) {
        func field<Value>(_ input: Input<Value>, _ label: String, _ change: (inout Field) -> Void = { _ in }) -> Field {
            Field(input, label: "visits.\(label)", for: reader).with {
                if isFresh { $0.error = nil }
                change(&$0)
            }
        }
        func amount(_ input: Input<Int64>, _ label: String, unit: String, mode: String = "numeric") -> Field {
            field(input, label) {
                ($0.inputMode, $0.direction, $0.autocomplete) = (mode, "ltr", "off")
                $0.unit = reader.words(unit)
            }
        }
        func money(_ input: Input<Int64>, _ label: String) -> Field {
            field(input, label) { $0.autocomplete = "off" }.asMoney(reader)
        }
        outcome = field(form.outcome, "outcome") { choice in
            choice.required = true
            choice.options = VisitOutcome.allCases.map {
                Field.Option(
                    value: $0.rawValue, label: reader.words("visits.outcome.\($0.rawValue)"),
                    selected: $0.rawValue == form.outcome.typed)
            }
        }
        when = [
            field(form.day, "day") { ($0.list, $0.required) = ("days", true) }.asDay(to: today),
            field(form.time, "time") { ($0.type, $0.required) = ("time", true) },
        ]
        work = [
            amount(form.minutes, "minutes", unit: "visits.minutes.unit").with { $0.required = true },
            amount(form.km, "km", unit: "visits.km.unit", mode: "decimal").with {
                if let road, $0.value == road { $0.hint = reader.words("visits.km.filled") }
            },
        ]
        symptom = field(form.symptom, "symptom") { $0.list = "symptoms" }
        cause = field(form.cause, "cause") { $0.list = "causes" }
        remedy = field(form.remedy, "remedy") { $0.list = "remedies" }
        parts = form.parts.map { row in
            (
                field(row.name, "part") { ($0.autocomplete, $0.list) = ("off", "fitted-parts") },
                field(row.quantity, "quantity") { ($0.direction, $0.inputMode) = ("ltr", "numeric") },
                field(row.removed, "removed") {
                    ($0.autocomplete, $0.direction, $0.hint) = ("off", "ltr", reader.words("visits.removed.hint"))
                }
            )
        }
        paid = [
            money(form.labour, "paid.labour"), money(form.travel, "paid.travel"),
            money(form.customerParts, "paid.parts"),
        ]
        note = field(form.note, "note")
        serial = field(form.serial, "serial") {
            ($0.direction, $0.autocomplete, $0.hint) = ("ltr", "off", reader.words("visits.serial.hint"))
        }
    }

    var all: [Field] {
        [outcome] + when + work + [symptom, cause, remedy] + parts.flatMap { [$0.name, $0.quantity, $0.removed] } + paid
            + [
                note, serial,
            ]
    }
}

extension Reader {
    /// `S01 سرد نمی‌کند`
    package func fault(_ row: FaultCodeRow) -> String { "\(row.code) \(name(fa: row.nameFa, en: row.nameEn))" }
}
