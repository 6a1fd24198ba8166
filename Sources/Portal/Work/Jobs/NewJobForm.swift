import Base
import Domain
import Ground
import Web

/// A request that came by telephone or over the counter, as it is written down.
struct NewJobForm: Sendable {
    /// A day before that is a slip of the pen.
    static let mostDaysAgo = 3 * 366
    static let names = [
        "mobile", "name", "unit", "serial", "model", "purchased", "installed", "service", "province", "city", "address",
        "place", "fault", "received", "contact", "guide", "pin",
    ]
    /// The number of the contact that it is made of; empty where it is made of none.
    let contact: String
    let mobile: Input<CustomerNumber>
    let name: Input<String>
    /// The serial of one of the customer's machines, chosen; empty for another machine.
    let unit: String
    let serial: Input<String>
    let model: Input<String>
    let purchased: Input<CalendarDay>
    let installed: Input<CalendarDay>
    let service: Input<String>
    let province: Input<String>
    let city: Input<CityRow>
    let address: Input<String>
    /// Where the address lies; nil where nobody has said it.
    let pin: Input<MapPin?>
    let fault: Input<String>
    let received: Input<CalendarDay>
    /// A known customer whose number this is too.
    let same: ID<Customer>?
    /// The codes of the doubts that were shown.
    let seen: Set<String>
    let why: String
    let intake: IntakeForm
    /// Where in the questions of the guide somebody stands.
    let guide: String

    init(_ form: FormBody, _ facts: NewJobFacts, today: CalendarDay, calendar: CalendarSystem) {
        contact = form.text("contact")
        mobile = form.input("mobile") { try CustomerNumber($0) }
        name = form.input("name", else: "", shortText())
        unit = form.text("unit")
        serial = form.input("serial", else: "") { try shortText(limit: 60)(Digits.ascii($0).uppercased()) }
        model = form.input("model", else: "", shortText())
        service = form.input("service") { code in
            guard facts.names.offeredServices.contains(where: { $0.code == code }) else {
                throw Complaint("form.choose")
            }
            return code
        }
        let province = form.text("province")
        self.province = form.input("province", else: "") { name in
            guard let known = facts.places.finder.province(named: name) else {
                throw Complaint("kernel.province.unknown", name)
            }
            return known
        }
        city = form.input("city") { try facts.places.finder.find(province: province, city: $0) }
        address = form.input("address", shortText(limit: 500))
        pin = form.input("pin", else: .some(nil)) { try MapPin.pasted($0) }
        fault = form.input("fault", else: "", shortText(limit: 2000))
        let received = form.input("received", else: today) { typed in
            let day = try calendar.parse(typed)
            guard day <= today else { throw Complaint("jobs.new.future") }
            guard day.distance(to: today) <= Self.mostDaysAgo else { throw Complaint("jobs.new.long_ago") }
            return day
        }
        self.received = received
        func earlier(_ name: String) -> Input<CalendarDay> {
            form.input(name, else: nil) { typed in
                let day = try calendar.parse(typed)
                guard day <= received.value ?? today else { throw Complaint("jobs.new.\(name)_later") }
                return day
            }
        }
        guide = form.text("guide")
        (same, seen) = (ID(form.text("same")), Set(form.all("doubt")))
        why = String(form.text("why").prefix(200))
        (purchased, installed) = (earlier("purchased"), earlier("installed"))
        intake = IntakeForm(form, asked: facts.asked, from: received.value ?? today, calendar)
    }

    /// The form with the address that was chosen among those of the customer in place of what was written.
    static func placed(_ form: FormBody, _ facts: NewJobFacts, _ reader: Reader) -> FormBody {
        guard let place = facts.customer?.places.first(where: { String($0.id) == form.text("place") }),
            let city = facts.names.city(place.city)
        else { return form }
        var placed = form
        placed.fields["address"] = [place.address]
        placed.fields["city"] = [city.names.shown(reader)]
        placed.fields["province"] = facts.names.provinces.filter { $0.id == city.province }.map(\.names.fa)
        return placed
    }

    /// What it asks to be done; nil where a field is refused.
    func command(_ places: Places) -> ReceiveJob? {
        let complaints = [
            name.complaint, serial.complaint, model.complaint, purchased.complaint, installed.complaint,
            province.complaint, fault.complaint, pin.complaint,
        ]
        guard complaints.allSatisfy({ $0 == nil }), let number = mobile.value, let service = service.value,
            let city = city.value, let address = address.value, let received = received.value,
            let intake = intake.intake
        else { return nil }
        return ReceiveJob(
            number: number, name: name.value ?? "", serial: unit.isEmpty ? serial.value ?? "" : unit,
            model: unit.isEmpty ? model.value ?? "" : "", purchasedOn: purchased.value,
            installedOn: installed.value, serviceType: service, city: places.id(city), address: address,
            statedFault: fault.value ?? "", receivedOn: received, same: same,
            seen: seen, why: why, intake: intake, pin: pin.value ?? nil)
    }
}
