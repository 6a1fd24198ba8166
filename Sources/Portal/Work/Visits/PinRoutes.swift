import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where a job's address lies, as the office reads it from a map.
package enum PinRoutes: RoomRoutes {
    static let form = PageRoute<String>("jobs/:job/pin", for: .intake)
    static let marking = FormRoute<String>("jobs/:job/pin", for: .intake)
    static let removal = FormRoute<String>("jobs/:job/pin/removal", for: .intake)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in try await show(number, nil, context) },
            marking.to { form, context, number in try await mark(form, number, context) },
            removal.to { form, context, number in try await remove(form, number, context) },
        ]
    }

    private static func show(
        _ number: String, _ typed: Input<MapPin>?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (job, address, pin) = try await context.company.read { tx in
            let job = try JobStore.find(number, context.actor.sight, tx)
            let (address, pin) = try PinStore.place(of: job, tx)
            return (job, address, pin)
        }
        return try context.show(PinPage(job, address, pin, typed, context), status: status, warning: warning)
    }

    private static func mark(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let typed = body.input("pin") { try MapPin.pasted($0) }
        guard let pin = typed.value else {
            return try await show(number, typed, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "visits.pinned", to: context.paths(JobRoutes.one, number)) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            try PinStore.add(pin, of: job.id, by: deed.actor.person, deed.tx)
            try JobEventStore.add(
                job.id, kind: "pinned", by: deed.actor.person, detail: ["text": pin.text], deed.tx)
        } orShow: {
            try await show(number, typed, context, status: $0.status, warning: $0.complaint)
        }
    }

    /// What nobody sees any more is gone already.
    private static func remove(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        try await context.once(body, flash: "visits.unpinned", to: context.paths(JobRoutes.one, number)) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            let (address, known) = try PinStore.place(of: job, deed.tx)
            guard known != nil else { return }
            try PinStore.remove(of: job.customer, at: address, deed.tx)
            try JobEventStore.add(job.id, kind: "unpinned", by: deed.actor.person, detail: [:], deed.tx)
        } orShow: {
            try await show(number, nil, context, status: $0.status, warning: $0.complaint)
        }
    }
}

struct PinPage: Page {
    static let template = "visits/pin"
    let titleKey = "visits.pin.title"
    let titleValues: [String]
    let jobs: String
    let back: String
    let number: String
    let action: String
    let address: String
    /// Where it lies as far as is known.
    let map: MapLink
    let pin: Field
    /// nil where none is known.
    let removal: String?
    let errors: FormErrors?

    init(_ job: JobRow, _ address: String, _ known: MapPin?, _ typed: Input<MapPin>?, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        (number, self.address) = (job.number, reader.digits(address))
        titleValues = [job.number.isolatedLeftToRight]
        (jobs, back) = (paths(JobRoutes.list), paths(JobRoutes.one, job.number))
        action = paths(PinRoutes.marking, job.number)
        map = MapLink(known, [address], reader)
        pin =
            (typed.map { Field($0, label: "visits.pin.paste", for: reader) }
            ?? Field(name: "pin", label: reader.words("visits.pin.paste"), value: known?.text ?? "")).with {
                ($0.direction, $0.autocomplete, $0.required) = ("ltr", "off", true)
                $0.hint = reader.words("visits.pin.paste.hint")
            }
        removal = known.map { _ in paths(PinRoutes.removal, job.number) }
        errors = FormErrors([pin])
    }
}
