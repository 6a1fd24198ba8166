import ArgumentParser
import Ground

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the stores of all companies to this program's schema. Doing it twice changes nothing.")
    @OptionGroup var data: DataOptions
    @Flag(help: "All companies; so it is where none is named.") var all = false
    @Option(help: "Only the company of this short name.") var company: String?

    func validate() throws {
        if all, company != nil { throw ValidationError("--all and --company exclude each other") }
    }

    func run() async throws {
        let companies = try await Failure.inWords { try await data.companies() }
        let rows = try await companies.list().filter { company == nil || $0.slug == company }
        try await Failure.inWords {
            for (done, row) in rows.enumerated() {
                _ = try await companies.find(row.slug)
                print("\(done + 1)/\(rows.count)\t\(row.slug)\tschema \(companies.schemaVersion)")
            }
        }
        try companies.close()
    }
}
