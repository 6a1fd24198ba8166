import Base
import Database
import Domain
import Ground
import Web

/// What was seen of a machine when it came in, as it was typed.
struct ReceiveForm: Sendable {
    private static let longest = 500
    let way: Input<JobWay>
    let shelf: Input<String>
    let seal: Input<String>
    let differs: Input<String>
    let wayBill: Input<String>

    init(_ form: FormBody) {
        way = form.input("way") { typed in
            guard let way = JobWay(rawValue: typed), way.isInHouse else { throw Complaint("form.choose") }
            return way
        }
        shelf = form.input("shelf", else: "", shortText(limit: PlaceUnitForm.longest))
        seal = form.input("seal", else: "", shortText(limit: 100))
        differs = form.input("differs", else: "", shortText(limit: Self.longest))
        wayBill = form.input("way_bill", else: "", shortText(limit: 100))
    }

    /// nil where a field is refused.
    func command(_ number: String, version: Int) -> ReceiveUnit? {
        guard let way = way.value, let shelf = shelf.value, let seal = seal.value, let differs = differs.value,
            let wayBill = wayBill.value
        else { return nil }
        return ReceiveUnit(
            number: number, version: version, way: way, shelf: shelf, seal: seal, differs: differs, wayBill: wayBill)
    }
}

/// A job with its slip, for whoever receives its machine.
struct ReceiveLoad: Sendable {
    let job: JobRow
    let intakes: JobIntakes
    let customer: String
    let model: String
    let serial: String
    let fault: String
    let isKnown: Bool

    /// nil where there is no such job.
    static func read(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> ReceiveLoad? {
        let job: JobRow
        do { job = try JobStore.find(number, context.actor.sight, tx) } catch Refusal.hidden { return nil }
        let row = try JobSheetList.find(number, context.actor.sight, tx).row
        return ReceiveLoad(
            job: job, intakes: try JobIntakeStore.all(of: [job.id], tx), customer: try row("customer"),
            model: try row("model"), serial: try row("serial"), fault: try row("stated_fault"),
            isKnown: try BenchItemList.of(job.id, tx) != nil)
    }
}

/// Asks which job's machine has come.
struct WhichJobPage: Page {
    static let template = "workshop/which"
    let titleKey = "workshop.receive"
    let board: String
    let action: String
    let job: Field

    init(_ typed: String, _ refused: Complaint?, _ context: CompanyContext) {
        board = context.paths(WorkshopRoutes.board)
        action = context.paths(BenchItemRoutes.form)
        job = Field(name: "job", label: context.words("workshop.job"), value: typed).with {
            ($0.direction, $0.autocomplete, $0.hasFocus, $0.required) = ("ltr", "off", true, true)
            $0.hint = context.words("workshop.job.hint")
            $0.error = refused.map(context.reader.complaint)
        }
    }
}

/// The slip beside what was seen.
struct ReceivePage: Page {
    static let template = "workshop/receive"
    let titleKey = "workshop.receive.title"
    let titleValues: [String]
    let board: String
    let number: String
    let action: String
    let version: Int
    let facts: [Fact]
    let errors: FormErrors?
    let way: Field
    let fields: [Field]
    let differs: Field

    init(_ load: ReceiveLoad, _ form: ReceiveForm?, _ context: CompanyContext) {
        let (reader, words, job) = (context.reader, context.words, load.job)
        number = job.number
        (titleValues, board) = ([number.isolatedLeftToRight], context.paths(WorkshopRoutes.board))
        (action, version) = (context.paths(BenchItemRoutes.receiving), job.version)
        facts =
            [
                Fact(label: words("jobs.customer"), value: load.customer),
                Fact(label: words("jobs.model"), value: load.model),
                Fact(label: words("jobs.serial"), value: load.serial, isLtr: true),
                Fact(label: words("jobs.fault"), value: load.fault),
            ].filter { !$0.value.isEmpty } + load.intakes.facts(job.id, context.company.currency, reader)
        let known = load.intakes[job.id]
        let way = known.way.isInHouse ? known.way : .carriedIn
        let typed = form ?? ReceiveForm(FormBody(["way": way.rawValue, "shelf": known.shelf]))
        func field(_ input: Input<String>, _ label: String) -> Field {
            Field(input, label: "workshop.\(label)", for: reader)
        }
        self.way = Field(typed.way, label: "workshop.way", for: reader).with {
            $0.required = true
            $0.options = JobWay.allCases.filter(\.isInHouse).map {
                .init(
                    value: $0.rawValue, label: words("jobs.way.\($0.rawValue)"),
                    selected: $0.rawValue == typed.way.typed)
            }
        }
        fields = [
            field(typed.shelf, "shelf"), field(typed.seal, "seal").with { $0.hint = words("workshop.seal.hint") },
            field(typed.wayBill, "way_bill").with { $0.direction = "ltr" },
        ]
        differs = field(typed.differs, "differs").with { $0.hint = words("workshop.differs.hint") }
        errors = FormErrors([self.way] + fields + [differs])
    }
}
