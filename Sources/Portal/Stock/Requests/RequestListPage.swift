import Domain
import Ground
import Web
import Work

extension Badge {
    init(_ state: PartRequestState, _ words: Words) {
        let kind =
            switch state {
            case .asked: "warning"
            case .approved: "accent"
            case .picked, .sent: "info"
            case .received: "done"
            case .refused, .cancelled: "error"
            }
        self.init(kind: kind, label: words("stock.request.\(state.rawValue)"))
    }
}

/// The list of requests for parts.
struct RequestsPage: Page {
    struct Item: Sendable {
        let href: String
        let number: String
        let state: Badge
        let dealer: String
        let place: String
        let job: Fact?
        let made: String
    }

    static let template = "stock/requests"
    let titleKey = "stock.requests"
    let tabs: [Tab]
    let narrower: [Tab]
    let files: [FileLink]
    let action: String
    let tab: String
    let typed: String
    let purpose: Pick
    let addition: String?
    let items: [Item]
    let hasItems: Bool
    let isOffice: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<RequestRow, ID<PartRequest>>, _ counts: [RequestTab: Int], _ filter: RequestFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(RequestRoutes.list))
        tabs = StockTab.tabs(.requests, context)
        narrower = RequestTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("stock.request_tab.\(tab.rawValue)"),
                count: counts[tab].map { reader.bounded($0) }, isCurrent: tab == filter.tab)
        }
        files =
            context.may(RequestRoutes.export) ? context.files(of: filter, at: context.paths(RequestRoutes.export)) : []
        (action, tab, typed) = (list, filter.tab.rawValue, filter.typed)
        isOffice = context.actor.dealer == nil
        purpose = Pick(
            "for", words("stock.request.for"), blank: words("stock.request.for.any"),
            RequestFilter.Purpose.allCases.map {
                (value: $0.rawValue, label: words("stock.request.for.\($0.rawValue)"))
            }, chosen: filter.purpose?.rawValue)
        let form = context.pathIfAllowed(RequestRoutes.form)
        addition = form
        items = slice.lines.map { row in
            Item(
                href: context.paths(RequestRoutes.one, row.number), number: row.number, state: Badge(row.state, words),
                dealer: row.dealerName, place: row.toPlace.title(reader),
                job: row.jobNumber.isEmpty
                    ? nil
                    : context.jobFact(row.jobNumber),
                made: reader.day(of: row.madeAt))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.requests.none"), text: words("stock.requests.none_hint"),
                action: filter.isNarrowed
                    ? .clear(list, words) : form.map { .init(href: $0, label: words("stock.request.new")) })
    }
}

/// The form of a request: a code and a number a line, on a telephone.
struct RequestFormPage: Page {
    struct Line: Sendable {
        let cells: [Field]
    }

    static let template = "stock/request_form"
    let titleKey: String
    let titleValues: [String]
    let back: String
    let action: String
    let job: String
    let rows: String
    let canGrow: Bool
    let errors: FormErrors?
    let place: Field?
    let hasPlace: Bool
    let lines: [Line]
    let offered: [String]
    let hasOffered: Bool
    let misfit: Field?
    let note: Field
    /// Where there is no place that it could go to.
    let empty: EmptyNote?

    /// - Parameter refused: what is said of lines, by their positions.
    init(
        _ form: RequestForm, _ choices: RequestChoices, isBlank: Bool, _ refused: [Int: Complaint],
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let isSilent = isBlank || form.asksMore
        (titleKey, titleValues) = form.job.isEmpty ? ("stock.request.new", []) : ("stock.request.new_job", [form.job])
        let isMachine = choices.job?.isInWorkshop ?? false
        back =
            form.job.isEmpty
            ? context.paths(RequestRoutes.list)
            : isMachine ? context.paths(BenchItemRoutes.one, form.job) : context.paths(JobRoutes.one, form.job)
        action = context.paths(RequestRoutes.addition)
        (job, rows) = (form.job, String(form.lines.count))
        canGrow = form.lines.count < PartRequestRules.mostLines
        let place = Field(form.place, label: "stock.request.to", for: reader).with {
            if isSilent { $0.error = nil }
            ($0.required, $0.blank) = (true, choices.places.count == 1 ? nil : words("form.choose"))
            $0.options = choices.places.map {
                .init(
                    value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                    selected: $0.id == form.place.value)
            }
        }
        self.place = choices.places.isEmpty ? nil : place
        hasPlace = self.place != nil
        lines = form.lines.map {
            Line($0, refused[$0.position], isSilent: isSilent, hasList: !choices.offered.isEmpty, reader)
        }
        (offered, hasOffered) = (choices.offered, !choices.offered.isEmpty)
        let asksMisfit = form.isMisfitMeant || refused.values.contains { $0.key == "stock.request.misfit" }
        misfit =
            asksMisfit
            ? Field(name: "misfit", label: words("stock.request.misfit_meant")).with {
                $0.options = [
                    .init(value: "1", label: words("stock.request.misfit_yes"), selected: form.isMisfitMeant)
                ]
            } : nil
        note = Field(form.note, label: "stock.note", for: reader).with { if isSilent { $0.error = nil } }
        errors = FormErrors([self.place].compactMap(\.self) + lines.flatMap(\.cells) + [note])
        empty =
            choices.places.isEmpty
            ? EmptyNote(
                title: words("stock.places.none"),
                text: words(isMachine ? "stock.places.none_workshop" : "stock.places.none_dealer")) : nil
    }
}

extension RequestFormPage.Line {
    fileprivate init(
        _ input: RequestLineInput, _ refused: Complaint?, isSilent: Bool, hasList: Bool, _ reader: Reader
    ) {
        func cell<Value>(_ typed: Input<Value>, _ label: String) -> Field {
            Field(typed, label: label, for: reader).with {
                $0.label = "\(reader.words(label)) \(reader.number(input.position))"
                ($0.direction, $0.autocomplete) = ("ltr", "off")
                if isSilent { $0.error = nil }
            }
        }
        cells = [
            cell(input.code, "stock.part").with {
                if let refused { $0.error = reader.complaint(refused) }
                if hasList { $0.list = "offered" }
            },
            cell(input.quantity, "stock.line.quantity").with { $0.inputMode = "numeric" },
        ]
    }
}
