package io.tidemark.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The stages of a pipeline that make a vector of a raw row.
 *
 * <p>The features' expressions are a stage of their own (a {@link SQLTransformer}), so that a saved
 * model scores raw rows without anything besides. Features go by number inside, hence may have any
 * name. Categories are one-hot for linear models, and plain indices for trees, which split sets of
 * categories.
 */
final class FeatureStages {
  /** Column with the features as one vector: categories first, then numbers. */
  static final String VECTOR = "tidemark_vector";

  private final TrainingSpec spec;
  private final List<Derived> derived = new ArrayList<>();

  /**
   * A column that is computed from the raw row.
   *
   * @param feature number of the feature that it belongs to
   * @param suffix end of its name and of the names of the columns made of it
   * @param sql its expression
   * @param category whether it is a category, as text; else a number
   */
  record Derived(int feature, String suffix, String sql, boolean category) {
    String name() {
      return "tidemark_raw_" + suffix;
    }

    private String name(String step) {
      return "tidemark_" + step + "_" + suffix;
    }
  }

  /**
   * The stages of a spec.
   *
   * @param types types of the features' expressions
   */
  FeatureStages(TrainingSpec spec, List<DataType> types) {
    this.spec = spec;
    for (int i = 0; i < spec.features().size(); i++) {
      Feature feature = spec.features().get(i);
      List<String> columns = FeatureSql.of(feature, types.get(i));
      for (int j = 0; j < columns.size(); j++) {
        derived.add(
            new Derived(
                i,
                columns.size() == 1 ? "" + i : i + "_" + j,
                columns.get(j),
                feature.kind() == Feature.Kind.CATEGORICAL));
      }
    }
  }

  /** The columns that {@link #derivation} adds. */
  List<Derived> derived() {
    return derived;
  }

  /** The derived columns in the order of the vector: categories, then numbers. */
  List<Derived> inVector() {
    return Stream.concat(
            derived.stream().filter(Derived::category), derived.stream().filter(d -> !d.category()))
        .toList();
  }

  /** The stage that computes the features' expressions and keeps all other columns. */
  SQLTransformer derivation() {
    String columns =
        derived.stream().map(d -> d.sql() + " AS " + d.name()).collect(Collectors.joining(", "));
    return new SQLTransformer().setStatement("SELECT *, " + columns + " FROM __THIS__");
  }

  /** The stages from the derived columns to the vector, fitted. */
  PipelineModel prepare(Dataset<Row> training) {
    List<PipelineStage> stages = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    String[] categories = columns(true, "raw");
    String[] numbers = columns(false, "raw");
    if (categories.length > 0) {
      String[] indices = columns(true, "index");
      stages.add(
          new StringIndexer()
              .setInputCols(categories)
              .setOutputCols(indices)
              .setHandleInvalid("keep"));
      parts.addAll(Arrays.asList(indices));
    }
    if (categories.length > 0 && !spec.algorithm().isTrees()) {
      // The last category, which is dropped, is that of nulls and unseen categories.
      String[] encoded = columns(true, "encoded");
      stages.add(
          new OneHotEncoder().setInputCols(parts.toArray(String[]::new)).setOutputCols(encoded));
      parts.clear();
      parts.addAll(Arrays.asList(encoded));
    }
    if (numbers.length > 0) {
      String[] imputed = columns(false, "imputed");
      stages.add(new Imputer().setInputCols(numbers).setOutputCols(imputed).setStrategy("median"));
      parts.addAll(Arrays.asList(imputed));
    }
    stages.add(
        new VectorAssembler().setInputCols(parts.toArray(String[]::new)).setOutputCol(VECTOR));
    return pipeline(stages).fit(training);
  }

  /** The whole pipeline, from raw rows on. */
  PipelineModel whole(PipelineModel prepared, List<Transformer> last, Dataset<Row> raw) {
    List<PipelineStage> stages = new ArrayList<>();
    stages.add(derivation());
    stages.addAll(Arrays.asList(prepared.stages()));
    stages.addAll(last);
    // All stages are fitted: this only puts them together, and runs nothing.
    return pipeline(stages).fit(raw);
  }

  /** Number of categories of each categorical feature, in order; nulls and unseen do not count. */
  static List<Integer> categories(PipelineModel model) {
    return Arrays.stream(model.stages())
        .filter(StringIndexerModel.class::isInstance)
        .map(StringIndexerModel.class::cast)
        .flatMap(indexer -> Arrays.stream(indexer.labelsArray()))
        .map(labels -> labels.length)
        .toList();
  }

  private String[] columns(boolean category, String step) {
    return derived.stream()
        .filter(d -> d.category() == category)
        .map(d -> d.name(step))
        .toArray(String[]::new);
  }

  private static Pipeline pipeline(List<PipelineStage> stages) {
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }
}
