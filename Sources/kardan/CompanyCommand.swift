import ArgumentParser
import Database
import Ground
import House

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company", abstract: "Create and list companies.",
        subcommands: [Create.self, List.self, Move.self, Address.self, Export.self, Ease.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a company with an empty store.")
        @OptionGroup var data: DataOptions
        @Argument(help: "Its short name in URLs: small Latin letters, digits, hyphens.") var slug: String
        @Option(help: "Its name in Persian.") var nameFa: String
        @Option(help: "Its name in English.") var nameEn: String
        @Option(
            name: .customLong("at"), help: "Where its store shall be, if not at the usual place: sqlite or postgres://…"
        )
        var place: String?

        func run() async throws {
            let companies = try await data.companies()
            let company = try await Failure.inWords {
                try await companies.create(slug: slug, nameFa: nameFa, nameEn: nameEn, at: place)
            }
            print("\(company.slug)\t\(company.nameFa)\t\(company.nameEn)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the companies of this installation, and where their stores are.")
        @OptionGroup var data: DataOptions

        func run() async throws {
            for row in try await data.companies().list() {
                print("\(row.slug)\t\(row.nameFa)\t\(row.nameEn)\t\((try? Place(row.place).shown) ?? "?")")
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Carry a company's store to another place while the portal runs.",
            discussion: """
                Meanwhile the company is read-only, and its pages say so. Stopped half-way, it leaves everything as it was \
                and can be run again after twenty seconds. The store that was left stays where it was, sealed.
                """)
        @OptionGroup var data: DataOptions
        @Argument(help: "The company's short name.") var slug: String
        @Option(name: .customLong("to"), help: "postgres://…[?schema=…], or sqlite[:FILE].") var place: String

        func run() async throws {
            let companies = try await data.companies()
            try await Failure.inWords {
                try await MoveCompany(companies: companies, slug: slug, target: place) { print($0) }.run()
            }
            try companies.close()
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a company all that is its own in one archive, while the portal runs.",
            discussion: """
                Tables as CSV, photos and papers, a page that says what each column is, and the sums of all of it. Ends with \
                status 2 where files that its rows name are missing: all else is there.
                """)
        @OptionGroup var data: DataOptions
        @Argument(help: "The company's short name.") var slug: String
        @Option(name: .customLong("to"), help: "The archive, FILE.tar.gz, which must not be there yet.") var path:
            String

        func run() async throws {
            let companies = try await data.companies()
            let missing = try await Failure.inWords {
                try await ExportCompany(companies: companies, slug: slug, path: path) { print($0) }.run()
            }
            try companies.close()
            guard missing.isEmpty else { throw try Failure.incomplete(missing) }
        }
    }

    struct Ease: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let one person of a company do what takes two, for a named time.",
            discussion: """
                For a company whose administrator is still alone: he puts his own tariffs and warranty rules into force, and \
                confirms a dealer's new bank account that he has asked for. Their pages and the history say so. Whatever \
                pays money (payouts, entries by hand, recomputations) takes two people always. A day that is over ends it.
                """)
        @OptionGroup var data: DataOptions
        @Argument(help: "The company's short name.") var slug: String
        @Option(help: "The last day, in the company's calendar: 1405/10/30.") var until: String
        @Option(help: "Why; shown on these pages and in the history.") var reason: String

        func run() async throws {
            let companies = try await data.companies()
            guard let company = try await companies.find(slug) else { throw ValidationError("no company \(slug)") }
            let day = try await Failure.inWords {
                try await EaseCompany(company: company, until: until, reason: reason).run()
            }
            print("\(slug)\t\(day)")
            try companies.close()
        }
    }

    struct Address: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say where a company's store is now, after its server was renamed; nothing is copied.")
        @OptionGroup var data: DataOptions
        @Argument(help: "The company's short name.") var slug: String
        @Argument(help: "postgres://…[?schema=…], or sqlite[:FILE].") var place: String

        func run() async throws {
            let companies = try await data.companies()
            let shown = try await Failure.inWords {
                try await ReaddressCompany(companies: companies, slug: slug, target: place).run()
            }
            print("\(slug)\t\(shown)")
            try companies.close()
        }
    }
}
