/// A request for service as a file gives it.
public struct RequestRecord: Sendable {
    public let number: String
    public let receivedOn: CalendarDay
    public let customer: String
    public let mobile: MobileNumber
    public let city: CityRow
    public let address: String
    public let model: ID<ProductModel>
    public let serial: String
    public let purchasedOn: CalendarDay?
    public let serviceType: String
    public let statedFault: String

    /// What the company has, that a request may name.
    public struct Catalogue: Sendable {
        public let places: CityFinder
        /// By code in capitals.
        public let models: [String: ID<ProductModel>]
        /// Codes by squeezed name, for types that the company named itself.
        public let serviceTypes: [String: String]

        public init(places: CityFinder, models: [String: ID<ProductModel>], serviceTypes: [String: String]) {
            self.places = places
            self.models = models
            self.serviceTypes = serviceTypes
        }

        func model(of cells: RecordCells) throws(CellRefusal) -> ID<ProductModel> {
            try cells.read("model") { text throws(Complaint) in
                let code = try CellText.code(text)
                guard let model = models[code] else { throw Complaint("imports.model.unknown", code) }
                return model
            }
        }

        func serviceType(_ name: String, _ words: ImportWords) -> String? {
            if let own = serviceTypes[SearchText.squeezed(name)] { return own }
            return words.code(.serviceType, name).flatMap { serviceTypes.values.contains($0) ? $0 : nil }
        }
    }

    /// The first cell that cannot be taken, in the order of the columns, refuses the record.
    public init(
        _ cells: RecordCells, calendar: CalendarSystem, catalogue: Catalogue, words: ImportWords
    ) throws(CellRefusal) {
        number = try cells.read("number", CellText.code)
        let received = try cells.read("received_on", CellText.day(calendar))
        receivedOn = received
        customer = try cells.read("customer", CellText.words(limit: 200))
        mobile = try cells.read("mobile") { text throws(Complaint) in try MobileNumber(text) }
        city = try DealerRecord.city(cells, catalogue.places)
        address = try cells.readIfFilled("address", CellText.words(limit: 500)) ?? ""
        model = try catalogue.model(of: cells)
        serial = try cells.read("serial") { text throws(Complaint) in try SerialText.parse(text) }
        purchasedOn = try cells.readIfFilled("purchased_on") { text throws(Complaint) in
            let day = try CellText.day(calendar)(text)
            guard day <= received else { throw Complaint("imports.purchase.later", text) }
            return day
        }
        serviceType = try cells.read("service_type") { text throws(Complaint) in
            guard let code = catalogue.serviceType(text, words) else {
                throw Complaint("imports.service.unknown", text)
            }
            return code
        }
        statedFault = try cells.readIfFilled("stated_fault", CellText.words(limit: 2_000)) ?? ""
    }
}
