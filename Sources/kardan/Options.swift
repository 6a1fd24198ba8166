import ArgumentParser
import Foundation
import Portal

/// Where the installation's data lies; the same name as an environment variable.
struct DataOptions: ParsableArguments {
    @Option(help: "The folder of all data (KARDAN_DATA; ./data).")
    var data: String?

    func companies() async throws -> Companies {
        let path = data ?? ProcessInfo.processInfo.environment["KARDAN_DATA"] ?? "./data"
        // What the program writes is people's data: nobody else on the machine reads it.
        umask(0o077)
        return try await Companies(data: URL(fileURLWithPath: path), root: Root.find())
    }
}
