import Database
import Domain
import Ground
import Web
import Work

/// What the form of a request chooses from.
struct RequestChoices: Sendable {
    /// Where it may go.
    let places: [PlaceRow]
    let job: JobRow?
    /// The parts of the job's machine, as they would be typed.
    let offered: [String]

    /// - Parameter number: of the job that waits; empty: to fill a place up.
    /// - Throws: `Refusal.hidden` where this person does not see the job.
    init(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws {
        let actor = context.actor
        job = number.isEmpty ? nil : try JobStore.find(number, actor.sight, tx)
        places = try RequestList.places(for: job, of: actor, tx)
        offered = try job.map { try VisitPartList.offered(RequestList.model(of: $0, tx), context.reader, tx) } ?? []
    }
}

/// A line of a request, as it was typed.
struct RequestLineInput: Sendable {
    let position: Int
    let code: Input<String>
    let quantity: Input<Int64>

    init(_ form: FormBody, _ position: Int) {
        self.position = position
        let code = form.input("code\(position)", else: "", shortText(limit: 100))
        quantity = form.input("quantity\(position)", else: 1) {
            try TypedNumber.integer($0, in: 1...PartRequestRules.mostQuantity)
        }
        let isStray = code.typed.isEmpty && !quantity.typed.isEmpty
        self.code =
            isStray
            ? Input(name: code.name, typed: code.typed, value: nil, complaint: Complaint("stock.line.code")) : code
    }

    var isEmpty: Bool { code.value?.isEmpty ?? false }
    var isRefused: Bool { code.complaint != nil || quantity.complaint != nil }
}

/// A request as it was typed.
struct RequestForm: Sendable {
    private static let (first, step) = (3, 5)

    /// The number of the job that waits; empty: to fill a place up.
    let job: String
    let place: Input<ID<StockPlace>>
    let lines: [RequestLineInput]
    let note: Input<String>
    /// Said of parts that are not for such a machine.
    let isMisfitMeant: Bool
    /// Whether it only asks for more lines.
    let asksMore: Bool

    init(_ form: FormBody, _ choices: RequestChoices) {
        job = choices.job?.number ?? ""
        let places = choices.places
        func place(_ typed: String) throws -> ID<StockPlace> {
            guard let id = ID<StockPlace>(typed), places.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        self.place =
            places.count == 1 ? form.input("place", else: places[0].id, place) : form.input("place", place)
        // Held to its bounds before it is added to: the field is hidden, but anybody can write into it.
        let shown = min(Int(form.raw("rows")) ?? Self.first, PartRequestRules.mostLines)
        let rows = min(max(shown, Self.first) + (form.isChecked("more") ? Self.step : 0), PartRequestRules.mostLines)
        lines = (1...rows).map { RequestLineInput(form, $0) }
        note = form.input("note", else: "", shortText(limit: 500))
        (isMisfitMeant, asksMore) = (form.isChecked("misfit"), form.isChecked("more"))
    }

    var isRefused: Bool {
        place.complaint != nil || note.complaint != nil || lines.contains(where: \.isRefused)
    }

    /// - Throws: `RefusedLines` by their positions; `stock.line.none`.
    func request(_ choices: RequestChoices, _ tx: Transaction) throws -> NewRequest {
        let filled = lines.filter { !$0.isEmpty }
        guard !filled.isEmpty else { throw Complaint("stock.line.none") }
        guard let place = choices.places.first(where: { $0.id == place.value }) else { throw Complaint("form.choose") }
        let model = try isMisfitMeant ? nil : choices.job.map { try RequestList.model(of: $0, tx) }
        var complaints: [Int: Complaint] = [:]
        var known: [NewRequest.Line] = []
        for input in filled {
            do { known.append(try Self.line(input, for: model, tx)) } catch let complaint as Complaint {
                complaints[input.position] = complaint
            }
        }
        guard complaints.isEmpty else { throw RefusedLines(complaints: complaints) }
        return NewRequest(place: place, job: choices.job, note: try note.required(), lines: known)
    }

    /// A code alone, or one with its name after it, as the list offers it.
    private static func line(
        _ input: RequestLineInput, for model: ID<ProductModel>?, _ tx: Transaction
    ) throws -> NewRequest.Line {
        let typed = try input.code.required()
        let keys = [typed, String(typed.split(separator: " ").first ?? "")]
        let found = try StockPartList.find(keys, tx)
        guard let part = keys.lazy.compactMap({ found[PartCode.key($0)] }).first else {
            throw Complaint("stock.line.unknown", typed)
        }
        guard !part.isRetired else { throw Complaint("stock.line.retired", part.code) }
        if let model, try PartFitList.verdict(part.id, for: model, tx) == .misfit {
            throw Complaint("stock.request.misfit", part.code)
        }
        return NewRequest.Line(position: input.position, part: part, quantity: try input.quantity.required())
    }
}

/// What is given of a request, as it was typed.
struct RequestApprovalForm: Sendable {
    let from: Input<ID<StockPlace>>
    let quantities: [Input<Int64>]
    let until: Input<CalendarDay>
    let answer: Input<String>

    /// - Parameter usual: until when it is kept back where nobody says otherwise.
    init(_ form: FormBody, _ lines: [RequestLineRow], until usual: CalendarDay, calendar: CalendarSystem) {
        from = form.input("from") { typed in
            guard let id = ID<StockPlace>(typed) else { throw Complaint("form.choose") }
            return id
        }
        quantities = lines.map { line in
            form.input("approved\(line.position)", else: line.quantity) {
                try TypedNumber.integer($0, in: 0...line.quantity)
            }
        }
        until = form.input("until", else: usual) { try calendar.parse($0) }
        answer = form.input("answer", else: "", shortText(limit: 300))
    }

    var isRefused: Bool {
        from.complaint != nil || until.complaint != nil || answer.complaint != nil
            || quantities.contains { $0.complaint != nil }
    }

    /// By the lines' positions.
    func counts(_ lines: [RequestLineRow]) -> [Int: Int64] {
        zip(lines, quantities).reduce(into: [:]) { $0[$1.0.position] = $1.1.value }
    }
}

/// What was taken off the shelves, as it was typed: of what is followed by serials the serials, else how many, and which lot.
struct RequestPickForm: Sendable {
    struct Line: Sendable {
        let position: Int
        let count: Input<Int64>
        let marks: Input<[String]>
    }

    let lines: [Line]

    init(_ form: FormBody, _ rows: [RequestLineRow]) {
        lines = rows.map { row in
            Line(
                position: row.position,
                count: form.input("picked\(row.position)", else: row.approved ?? 0) {
                    try TypedNumber.integer($0, in: 0...(row.approved ?? 0))
                },
                marks: form.input("marks\(row.position)", else: []) { typed in
                    try typed.split { $0.isWhitespace || $0 == "," || $0 == "،" }.map {
                        try SerialText.parse(String($0))
                    }
                })
        }
    }

    /// By the lines' positions; nil where something of it cannot be understood.
    func picks(_ rows: [RequestLineRow]) -> [Int: [RequestPick]]? {
        guard lines.allSatisfy({ $0.count.complaint == nil && $0.marks.complaint == nil }) else { return nil }
        return zip(rows, lines).reduce(into: [:]) { all, item in
            let (row, typed) = item
            let (count, marks) = (typed.count.value ?? 0, typed.marks.value ?? [])
            all[row.position] =
                switch row.part.tracking {
                case .serial: marks.map { RequestPick(quantity: 1, serial: $0) }
                case .lot: count > 0 ? [RequestPick(quantity: count, lot: marks.first ?? "")] : []
                case .none: count > 0 ? [RequestPick(quantity: count)] : []
                }
        }
    }
}
