import ArgumentParser
import Portal

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company", abstract: "Create and list companies.", subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a company with an empty store.")
        @OptionGroup var data: DataOptions
        @Argument(help: "Its short name in URLs: small Latin letters, digits, hyphens.") var slug: String
        @Option(help: "Its name in Persian.") var nameFa: String
        @Option(help: "Its name in English.") var nameEn: String

        func run() async throws {
            let companies = try await data.companies()
            let company = try await companies.create(slug: slug, nameFa: nameFa, nameEn: nameEn)
            print("\(company.slug)\t\(company.nameFa)\t\(company.nameEn)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the companies of this installation.")
        @OptionGroup var data: DataOptions

        func run() async throws {
            for row in try await data.companies().list() { print("\(row.slug)\t\(row.nameFa)\t\(row.nameEn)") }
        }
    }
}
