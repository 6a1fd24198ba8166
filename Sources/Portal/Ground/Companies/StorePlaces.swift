import Database
import Foundation

/// Where the stores of an installation lie: the directory's, and those of companies that are made from now on.
public struct StorePlaces: Sendable {
    private let directoryText: String
    private let companiesText: String

    /// Empty texts mean files in the data folder. A server may be named without a schema: then the directory is in
    /// `kardan_directory`, and each company in `kardan_SLUG`.
    public init(directory: String = "", companies: String = "") {
        directoryText = directory
        companiesText = companies
    }

    package func directory() throws -> Place {
        try Place(directoryText, schema: "kardan_directory", file: "directory.sqlite")
    }

    /// - Parameter text: where this one shall be; nil for the usual place. `{slug}` in it stands for the slug.
    package func company(_ slug: String, at text: String?) throws -> Place {
        let place = (text ?? companiesText).replacing("{slug}", with: slug)
        return try Place(place, schema: "kardan_\(slug)", file: "store.sqlite")
    }
}
