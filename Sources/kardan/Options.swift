import ArgumentParser
import Foundation
import Ground

/// Where the installation's data lies; the same name as an environment variable.
struct DataOptions: ParsableArguments {
    @Option(help: "The folder of all data (KARDAN_DATA; ./data).")
    var data: String?

    @Option(help: "The directory's store: sqlite:FILE or postgres://… (KARDAN_DIRECTORY; a file in the data folder).")
    var directory: String?
    @Option(
        help: "Where new companies' stores are made: sqlite or postgres://… (KARDAN_STORES; files in the data folder).")
    var stores: String?

    /// - Parameter mostOpen: companies whose stores are open at once; a command works on one after the other.
    func companies(mostOpen: Int = 16) async throws -> Companies {
        let environment = ProcessInfo.processInfo.environment
        let path = data ?? environment["KARDAN_DATA"] ?? "./data"
        // What the program writes is people's data: nobody else on the machine reads it.
        umask(0o077)
        let places = StorePlaces(
            directory: directory ?? environment["KARDAN_DIRECTORY"] ?? "",
            companies: stores ?? environment["KARDAN_STORES"] ?? "")
        return try await Companies(
            data: URL(fileURLWithPath: path), root: Root.find(), storePlaces: places, mostOpen: mostOpen)
    }
}
