import Database
import Domain
import Ground
import Web
import Work

/// The parts of a machine in the workshop, on its page (`stock/_bench_parts`).
struct BenchPartsCard: Sendable {
    struct Item: Sendable {
        let text: String
        let back: Back?
        let isBack: Badge?
    }

    struct Back: Sendable {
        let action: String
        let movement: String
    }

    struct Taking: Sendable {
        let action: String
        let fields: [Field]
        let place: Field
        let offered: [String]
        let isOpen: Bool
    }

    let items: [Item]
    let hasItems: Bool
    let taking: Taking?
    let errors: FormErrors?

    static func card(
        _ step: BenchStep, _ context: CompanyContext, _ typed: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.profile.has(.stock) else { return nil }
        let rows = try BenchPartStore.all(of: step.job, tx)
        let mayTake =
            context.may(BenchPartRoutes.taking) && (try? BenchStep.workable(step.number, by: context.actor, tx)) != nil
        let places = mayTake ? try BenchPartStore.places(tx) : []
        guard !rows.isEmpty || !places.isEmpty else { return nil }
        let offered = mayTake ? try StockPartList.offered(context.actor.sight, tx) : []
        let last = try BenchPartStore.lastPlace(tx)
        return PageCard(
            "stock/_bench_parts", at: .main,
            BenchPartsCard(rows, places, last: last, offered.map(\.code), step, typed as? BenchPartForm, context))
    }

    private init(
        _ rows: [BenchPartRow], _ places: [PlaceRow], last: ID<StockPlace>?, _ offered: [String], _ step: BenchStep,
        _ form: BenchPartForm?, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        items = rows.map { row in
            let texts = [
                row.code.isolatedLeftToRight, row.names.shown(reader), "× \(reader.number(Int(row.quantity)))",
                row.serial.isolatedLeftToRight, row.place.isolatedLeftToRight,
            ]
            return Item(
                text: texts.filter { !$0.isEmpty }.joined(separator: " · "),
                back: row.isBack || places.isEmpty
                    ? nil
                    : Back(
                        action: context.paths(BenchPartRoutes.giving, step.number), movement: row.id.description),
                isBack: row.isBack ? Badge(kind: "neutral", label: words("workshop.part.is_back")) : nil)
        }
        hasItems = !items.isEmpty
        let typed = form ?? BenchPartForm(FormBody([:]))
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: "workshop.part.\(label)", for: reader).with {
                $0.id = "f-bench-\(input.name)"
                if form == nil { $0.error = nil }
                if let refusal = form?.refusal, refusal.field == input.name {
                    $0.error = reader.complaint(refusal.complaint)
                }
            }
        }
        let fields = [
            field(typed.code, "code").with {
                ($0.direction, $0.autocomplete, $0.list, $0.required) = ("ltr", "off", "bench-parts", true)
            },
            field(typed.quantity, "quantity").with { ($0.direction, $0.inputMode) = ("ltr", "numeric") },
            field(typed.mark, "mark").with { $0.direction = "ltr" },
        ]
        let chosen = typed.place.value ?? last
        let place = field(typed.place, "place").with { field in
            field.required = true
            field.options = places.map {
                .init(
                    value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                    selected: $0.id == chosen)
            }
        }
        taking =
            places.isEmpty
            ? nil
            : Taking(
                action: context.paths(BenchPartRoutes.taking, step.number), fields: fields, place: place,
                offered: offered, isOpen: form != nil)
        errors = taking == nil ? nil : FormErrors(fields + [place])
    }
}
