import Database
import Domain
import Ground
import Web

/// The people of one dealer with what they have shown.
struct DealerCertificates: Sendable {
    let code: String
    let name: String
    let dealer: ID<Dealer>
    let people: [(id: ID<Person>, name: String)]
    let courses: [CourseItem]
    let items: [CertificateItem]

    /// - Throws: `Refusal.hidden` where there is no such dealer.
    init(_ code: String, _ context: CompanyContext, _ tx: Transaction) throws {
        guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
        (self.code, self.dealer) = (code, dealer)
        name = try DealerStore.name(dealer, tx)
        people = try CertificateList.people(of: dealer, tx)
        courses = try CourseList.all(today: context.today, tx).filter { !$0.isRetired }
        items = try CertificateList.all(of: dealer, tx)
    }
}

/// A certificate that is written by hand, as it was typed.
struct CertificateForm: Sendable {
    let person: Input<ID<Person>>
    let course: Input<ID<Course>>
    let from: Input<CalendarDay>
    let note: Input<String>

    init(_ form: FormBody, _ load: DealerCertificates, _ context: CompanyContext) {
        person = form.input("person") { text in
            guard let id = ID<Person>(text), load.people.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        course = form.input("course") { text in
            guard let id = ID<Course>(text), load.courses.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        from = form.input("from_on") { try context.company.clock.calendar.parse($0) }
        note = form.input("note", shortText(limit: 200))
    }
}

struct DealerCertificatesPage: Page {
    struct Giving: Sendable {
        let action: String
        let errors: FormErrors?
        let selects: [Field]
        let from: Field
        let note: Field
    }

    static let template = "training/dealer"
    let titleKey = "training.dealer_title"
    let titleValues: [String]
    let dealer: String
    let dealerName: String
    let items: [CertificateLine]
    let hasItems: Bool
    let empty: EmptyNote?
    let giving: Giving?

    /// - Parameter body: a form that was refused.
    init(_ load: DealerCertificates, _ body: FormBody?, refusal: FieldRefusal?, _ context: CompanyContext) {
        let (words, paths) = (context.words, context.paths)
        titleValues = [load.name]
        dealer = paths(DealerRoutes.one, load.code)
        dealerName = load.name
        items = load.items.map { CertificateLine($0, context) }
        hasItems = !items.isEmpty
        empty =
            hasItems
            ? nil
            : EmptyNote(title: words("training.dealer.none"), text: words("training.dealer.none_hint"))
        let mayGive = context.may(CertificateRoutes.giving) && !load.people.isEmpty && !load.courses.isEmpty
        giving = mayGive ? Giving(load, body, refusal, context) : nil
    }
}

extension DealerCertificatesPage.Giving {
    init(_ load: DealerCertificates, _ body: FormBody?, _ refusal: FieldRefusal?, _ context: CompanyContext) {
        let reader = context.reader
        let form = CertificateForm(body ?? FormBody(), load, context)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if body == nil { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                $0.required = true
            }
        }
        action = context.paths(CertificateRoutes.giving, load.code)
        let person = field(form.person, "training.holder").with {
            $0.blank = reader.words("form.blank")
            $0.options = load.people.map {
                .init(value: $0.id.description, label: $0.name, selected: $0.id == form.person.value)
            }
        }
        let course = field(form.course, "training.course").with {
            $0.blank = reader.words("form.blank")
            $0.options = load.courses.map {
                .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == form.course.value)
            }
        }
        selects = [person, course]
        from = field(form.from, "training.from").asDay(to: context.today)
        note = field(form.note, "training.note").with { $0.hint = reader.words("training.note.hint") }
        errors = FormErrors(selects + [from, note])
    }
}
