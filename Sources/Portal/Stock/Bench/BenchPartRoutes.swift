import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Parts of our shelves for machines in our workshop.
package enum BenchPartRoutes: RoomRoutes {
    static let taking = FormRoute<String>("workshop/units/:repair/parts", for: .workshop, of: .stock)
    static let giving = FormRoute<String>("workshop/units/:repair/parts/back", for: .workshop, of: .stock)

    package static var all: [Mounted] {
        [
            taking.to { body, context, number in
                let form = BenchPartForm(body)
                guard let part = form.part else {
                    return try await BenchItemRoutes.show(number, typed: form, context, status: .unprocessableContent)
                }
                return try await act(body, number, form, "workshop.part_taken", context) { step, deed in
                    try BenchPartStore.take(part, for: step, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            giving.to { body, context, number in
                let movement: ID<StockMovement>? = ID(body.raw("movement"))
                return try await act(body, number, nil, "workshop.part_given_back", context) { step, deed in
                    guard let movement else { throw Refusal.unreadable }
                    try BenchPartStore.giveBack(movement, of: step, by: deed.actor, in: deed.company, deed.tx)
                }
            },
        ]
    }

    private static func act(
        _ body: FormBody, _ number: String, _ form: BenchPartForm?, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (BenchStep, Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(body, flash: flash, to: context.paths(BenchItemRoutes.one, number)) { deed in
            try work(BenchStep.workable(number, by: deed.actor, deed.tx), deed)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await BenchItemRoutes.show(
                number, typed: form?.refused(by: field), context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }
}

/// A part for a machine, as it was typed.
struct BenchPartForm: Sendable {
    let code: Input<String>
    let quantity: Input<Int64>
    let mark: Input<String>
    let place: Input<ID<StockPlace>>
    private(set) var refusal: FieldRefusal?

    init(_ form: FormBody) {
        code = form.input("part", shortText(limit: 100))
        quantity = form.input("quantity", else: 1) {
            try TypedNumber.integer($0, in: 1...PartRequestRules.mostQuantity)
        }
        mark = form.input("mark", else: "", shortText(limit: 60))
        place = form.input("place") { typed in
            guard let id = ID<StockPlace>(typed) else { throw Complaint("form.choose") }
            return id
        }
    }

    /// nil where a field is refused.
    var part: TakenPart? {
        guard let code = code.value, let quantity = quantity.value, let mark = mark.value, let place = place.value
        else { return nil }
        return TakenPart(code: code, quantity: quantity, mark: mark, place: place)
    }

    func refused(by refusal: FieldRefusal?) -> BenchPartForm {
        var copy = self
        copy.refusal = refusal
        return copy
    }
}
