import Database
import Domain
import Web

/// A job as a line of a file, in the person's language.
struct JobFile: Sendable {
    let names: JobLineNames

    private static let columns = [
        "number", "state", "received", "service", "group", "model_code", "model", "serial", "customer", "mobile",
        "province", "city", "address", "fault", "dealer_code", "dealer", "technician", "appointment", "completed",
    ]

    /// The head of each column, and its place in `record`.
    var columns: [(head: String, place: Int)] {
        Self.columns.enumerated().map { (head: names.reader.words("jobs.file.\($1)"), place: $0) }
    }

    func record(_ row: Row) throws -> [String] {
        let reader = names.reader
        let (city, mobile): (ID<City>, String) = (try row("city_id"), try row("mobile"))
        return [
            try row("number"), names.state(try row("state")), reader.day(try row("received_on")),
            names.names.service(try row("service_type"), reader), names.group(try row("group_id")),
            try row.optional("model_code") ?? "", try row.optional("model") ?? "", try row.optional("serial") ?? "",
            try row("customer"), mobile.replacing("+98", with: "0"), names.province(of: city), names.city(city),
            try row("address"), try row("stated_fault"), try row.optional("dealer_code") ?? "",
            try row.optional("dealer") ?? "", try row.optional("technician") ?? "",
            try row.optional("appointment_on").map { reader.day($0) } ?? "",
            try row.optional("completed_on").map { reader.day($0) } ?? "",
        ]
    }
}
