using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Features;
using Tocsin.V1;
using FeatureValue = Tocsin.Core.Features.FeatureValue;
using WireValue = Tocsin.V1.FeatureValue;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads features from the wire against the catalogue, and writes them.</summary>
internal static class FeatureWire
{
    /// <summary>The most views of one request.</summary>
    public const int MaximumViews = 64;

    /// <summary>The most features of one view.</summary>
    public const int MaximumFeatures = 512;

    private static readonly DateTimeOffset _earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A borrower in a list.</summary>
    public static BorrowerSummary Write(Core.Warnings.BorrowerWarnings state) => new()
    {
        BorrowerId = state.Borrower.Value,
        Level = WarningWire.Write(state.Level),
        OpenWarnings = state.Warnings.Count(warning => warning.IsOpen),
        OnWatchlist = state.Watch is not null,
        Closed = state.Closed,
    };

    /// <summary>The views of a request, checked.</summary>
    /// <param name="views">As sent.</param>
    /// <param name="catalogue">The active catalogue.</param>
    /// <param name="source">Who sends them: feed, request, or anyone where nothing is decided or stored.</param>
    /// <param name="now">Now, in UTC: what an absent observed-at means.</param>
    /// <exception cref="FailureException">A view, feature or value is not acceptable.</exception>
    public static IReadOnlyList<FeatureViewUpdate> ReadViews(
        IReadOnlyList<FeatureViewValues> views, FeatureCatalogue catalogue, FeatureSource source, DateTimeOffset now)
    {
        if (views.Count > MaximumViews)
            throw new FailureException(FailureReason.TooMany, $"A request has at most {MaximumViews} views.", "views");
        var read = new List<FeatureViewUpdate>(views.Count);
        for (var i = 0; i < views.Count; i++)
        {
            var update = ReadView(views[i], i, catalogue, source, now);
            foreach (var other in read)
            {
                if (other.View == update.View && other.Exposure == update.Exposure)
                    throw Fault(FailureReason.ViewDuplicate, $"The view '{update.Key}' is given twice.", new("", i));
            }

            read.Add(update);
        }

        return read;
    }

    /// <summary>
    /// The exposure that a request is about: the one it names, or else the one that its views are about; none when
    /// there is none.
    /// </summary>
    /// <exception cref="FailureException">The views are about another, or about several.</exception>
    public static ExposureId ReadExposure(string named, IReadOnlyList<FeatureViewUpdate> views)
    {
        var exposure = RequestFields.Exposure(named);
        for (var i = 0; i < views.Count; i++)
        {
            if (!views[i].IsOfExposure || views[i].Exposure == exposure) continue;
            if (!exposure.IsNone)
            {
                throw Fault(FailureReason.ExposureDiffers,
                    $"The request is about one exposure, {exposure}; this view is about another.",
                    new(".exposure_id", i));
            }

            exposure = views[i].Exposure;
        }

        return exposure;
    }

    /// <summary>A value for the wire.</summary>
    public static WireValue Write(FeatureValue value) => value.Type switch
    {
        FeatureType.Number => new WireValue { Number = value.AsNumber },
        FeatureType.Integer => new WireValue { Integer = (long)value.AsNumber },
        FeatureType.Flag => new WireValue { Flag = value.AsFlag },
        FeatureType.Date => new WireValue { Date = WriteDate(value.AsDate) },
        _ => new WireValue { Text = value.AsText },
    };

    /// <summary>A date for the wire.</summary>
    public static Google.Type.Date WriteDate(DateOnly date) =>
        new() { Year = date.Year, Month = date.Month, Day = date.Day };

    /// <summary>When something was observed; now when that is not said.</summary>
    /// <exception cref="FailureException">It is no time, long past or in the future.</exception>
    public static DateTimeOffset ReadObservedAt(Timestamp? timestamp, DateTimeOffset now, FieldPlace place)
    {
        if (timestamp is null) return now;
        DateTimeOffset observedAt;
        try
        {
            observedAt = timestamp.ToDateTimeOffset();
        }
        catch (InvalidOperationException)
        {
            throw Fault(FailureReason.ObservedAtInvalid, "observed_at is no time.", place);
        }

        if (observedAt < _earliest)
            throw Fault(FailureReason.ObservedAtInvalid, "observed_at is before 1970.", place);
        if (FeatureValidator.IsInFuture(observedAt, now))
        {
            throw Fault(FailureReason.ObservedAtInFuture,
                "observed_at is more than five minutes in the future; is the sender's clock right?", place);
        }

        return observedAt.AddTicks(-(observedAt.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static FeatureViewUpdate ReadView(
        FeatureViewValues values, int index, FeatureCatalogue catalogue, FeatureSource source, DateTimeOffset now)
    {
        if (catalogue.FindView(values.View) is not { } view)
            throw Fault(
                FailureReason.ViewUnknown, $"'{RequestFields.Shown(values.View)}' is no view of the rule set.",
                new(".view", index));
        var isAccepted = source switch
        {
            FeatureSource.Feed => view.AcceptsFeed,
            FeatureSource.Request => view.AcceptsRequest,
            FeatureSource.Server => ServerViews.Names.Contains(view.Name, StringComparer.Ordinal),
            _ => true,
        };
        if (!isAccepted)
        {
            throw Fault(FailureReason.ViewNotAccepted,
                $"The view '{view.Name}' is not accepted from a {source.ToString().ToLowerInvariant()}.",
                new(".view", index));
        }

        var exposure = ReadExposure(view, values.ExposureId, new(".exposure_id", index));
        if (values.Features.Count > MaximumFeatures)
        {
            throw Fault(
                FailureReason.TooMany, $"A view has at most {MaximumFeatures} features.", new(".features", index));
        }

        var observedAt = ReadObservedAt(values.ObservedAt, now, new(".observed_at", index));
        var present = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
        foreach (var (name, value) in values.Features)
        {
            var place = new FieldPlace("", index, name);
            var feature = view.Find(name) ?? throw Fault(FailureReason.FeatureUnknown,
                $"The view '{view.Name}' has no feature '{RequestFields.Shown(name)}'.", place);
            if (feature.PreviousOf.Length > 0)
            {
                throw Fault(FailureReason.FeatureNotAccepted,
                    $"{feature.FullName} is kept by the server, which knows the value before: leave it out.", place);
            }

            if (ReadValue(feature, value, place) is { } read) present.Add(name, read);
        }

        return new FeatureViewUpdate(view.Name, observedAt, present)
        {
            Exposure = exposure,
            KeepsPrevious = view.KeepsPrevious,
        };
    }

    private static ExposureId ReadExposure(FeatureView view, string text, FieldPlace place)
    {
        var exposure = RequestFields.Exposure(text, place);
        if (exposure.IsNone == !view.IsPerExposure) return exposure;
        throw view.IsPerExposure
            ? Fault(FailureReason.ExposureIdInvalid,
                $"The view '{view.Name}' is kept per exposure: say in exposure_id which is meant.", place)
            : Fault(FailureReason.ExposureNotKept,
                $"The view '{view.Name}' is kept per borrower: leave exposure_id empty.", place);
    }

    private static FeatureValue? ReadValue(FeatureDefinition feature, WireValue value, FieldPlace place)
    {
        try
        {
            FeatureValue? read = value.KindCase switch
            {
                WireValue.KindOneofCase.Missing => null,
                WireValue.KindOneofCase.Number => FeatureValue.OfNumber(value.Number),
                WireValue.KindOneofCase.Integer => FeatureValue.OfInteger(value.Integer),
                WireValue.KindOneofCase.Flag => FeatureValue.OfFlag(value.Flag),
                WireValue.KindOneofCase.Text => FeatureValue.OfText(value.Text),
                WireValue.KindOneofCase.Date =>
                    FeatureValue.OfDate(new DateOnly(value.Date.Year, value.Date.Month, value.Date.Day)),
                _ => throw Fault(
                    FailureReason.FeatureValueInvalid, $"{feature.FullName} has no kind of value.", place,
                    feature.FullName),
            };
            if (read is null) return null;
            return FeatureValidator.Check(feature, read.Value, out var problem)
                ?? throw Fault(FailureReason.FeatureValueInvalid, problem, place, feature.FullName);
        }
        catch (ArgumentException)
        {
            throw Fault(FailureReason.FeatureValueInvalid,
                $"{feature.FullName} is no valid value: numbers are finite, integers up to 2^53, texts up to "
                + $"{FeatureValue.MaximumTextLength} characters, dates real.", place, feature.FullName);
        }
    }

    private static FailureException Fault(
        FailureReason reason, string message, FieldPlace place, string feature = "") =>
        new(new Failure(reason, message, place.ToString())
        {
            // A load of many columns finds the one at fault by it.
            Metadata = feature.Length == 0
                ? new Dictionary<string, string>() : new Dictionary<string, string> { ["feature"] = feature },
        });
}

/// <summary>Who sends features.</summary>
internal enum FeatureSource
{
    /// <summary>A feed: its values are stored.</summary>
    Feed,

    /// <summary>A request: its values overlay the stored ones for that call.</summary>
    Request,

    /// <summary>Somebody who tries a workflow: nothing is decided or stored.</summary>
    Trial,

    /// <summary>The server itself: what only it may write.</summary>
    Server,
}
