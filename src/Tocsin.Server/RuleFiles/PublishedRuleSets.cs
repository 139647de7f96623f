using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Endpoints;

namespace Tocsin.Server.RuleFiles;

/// <summary>Rule sets by digest: on this instance's disk, and in the store for all instances. Thread-safe.</summary>
internal sealed class PublishedRuleSets(IStore store, RuleArchive archive, TimeProvider time)
{
    /// <summary>The fewest characters of a digest that name a rule set.</summary>
    public const int MinimumPrefix = 8;

    private const int MaximumSearched = 100_000;
    private const int DigestLength = 64;

    /// <summary>Keeps a rule set in the store; one that is there already stays as it is.</summary>
    /// <param name="set">The rule set.</param>
    /// <param name="author">Who brings it.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public ValueTask<RulePublication> PublishAsync(
        RuleSet set, string author, string reason, CancellationToken cancellation) => store.RuleSets.PublishAsync(
            new RulePublication(
                set.Digest, set.Manifest.Name, set.Manifest.Revision, author, reason, RequestFields.Now(time)),
            set.Files, cancellation);

    /// <summary>The one published rule set whose digest begins so.</summary>
    /// <param name="text">A digest, or its first characters, <see cref="MinimumPrefix"/> or more.</param>
    /// <param name="field">The request's field it stands in.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="FailureException">There is none, or more than one.</exception>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<RulePublication> FindAsync(string text, string field, CancellationToken cancellation)
    {
        var digest = text.ToLowerInvariant();
        if (digest.Length is < MinimumPrefix or > DigestLength || !digest.All(char.IsAsciiHexDigitLower))
        {
            throw new FailureException(FailureReason.RequestInvalid,
                $"A rule set is named by its digest or the first {MinimumPrefix} or more characters of it.", field);
        }

        var found = digest.Length == DigestLength
            ? await store.RuleSets.FindAsync(digest, cancellation) : await SearchAsync(digest, field, cancellation);
        return found ?? throw new FailureException(FailureReason.RuleSetUnknown,
            "No published rule set has this digest: tocsin rules list shows those that are, tocsin rules publish adds "
            + "one.", field);
    }

    /// <summary>The files of a digest; null when neither this instance nor the store keeps them.</summary>
    /// <exception cref="StoreUnavailableException">They are not here, and the store is away.</exception>
    public async ValueTask<Core.Rules.RuleFiles?> ReadFilesAsync(string digest, CancellationToken cancellation) =>
        archive.ReadFiles(digest) ?? await store.RuleSets.ReadFilesAsync(digest, cancellation);

    /// <summary>The files of a published rule set.</summary>
    /// <param name="digest">Its digest, whole.</param>
    /// <param name="field">The request's field that names it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FailureException">They are not kept any more, or are damaged.</exception>
    /// <exception cref="StoreUnavailableException">They are not here, and the store is away.</exception>
    public async Task<Core.Rules.RuleFiles> FilesOfAsync(string digest, string field, CancellationToken cancellation)
    {
        try
        {
            if (await ReadFilesAsync(digest, cancellation) is { } files) return files;
        }
        catch (InvalidDataException)
        {
            // Told as what they are for a caller: not there.
        }

        throw new FailureException(
            FailureReason.RuleSetUnknown, "The files of this rule set are not kept any more, or are damaged.", field);
    }

    private async Task<RulePublication?> SearchAsync(string prefix, string field, CancellationToken cancellation)
    {
        RulePublication? found = null, after = null;
        for (var searched = 0; searched < MaximumSearched; searched += StoreLimits.MaximumPage)
        {
            var page = await store.RuleSets.ListAsync(after, StoreLimits.MaximumPage, cancellation);
            foreach (var candidate in page)
            {
                if (!candidate.Digest.StartsWith(prefix, StringComparison.Ordinal)) continue;
                if (found is not null)
                {
                    throw new FailureException(FailureReason.DigestAmbiguous,
                        $"More than one published rule set has a digest that begins with {prefix}; give more of it.",
                        field);
                }

                found = candidate;
            }

            if (page.Count < StoreLimits.MaximumPage) break;
            after = page[^1];
        }

        return found;
    }
}
