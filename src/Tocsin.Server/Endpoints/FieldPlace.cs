namespace Tocsin.Server.Endpoints;

/// <summary>
/// Where in a request something stands. It is written out for whoever is told of a fault alone, since values without
/// one are read by the million. Immutable.
/// </summary>
/// <param name="Part">The field, or the part of the view.</param>
/// <param name="View">The index of the view; negative for a field of the request itself.</param>
/// <param name="Feature">The feature, as sent; null for a part of the view.</param>
internal readonly record struct FieldPlace(string Part, int View = -1, string? Feature = null)
{
    /// <summary>As it is told, such as <c>views[0].features[age_months]</c>.</summary>
    public override string ToString() => View < 0 ? Part
        : Feature is null ? $"views[{View}]{Part}" : $"views[{View}].features[{RequestFields.Shown(Feature)}]";
}
