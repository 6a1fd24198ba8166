import ArgumentParser
import Portal

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the stores of all companies to this program's schema. Doing it twice changes nothing.")
    @OptionGroup var data: DataOptions

    func run() async throws {
        let companies = try await data.companies()
        let count = try await companies.list().count
        var done = 0
        try await companies.migrateAll { slug in
            done += 1
            print("\(done)/\(count)\t\(slug)\tschema \(companies.schemaVersion)")
        }
        try companies.close()
    }
}
