//! The cells that draw: losses, reconstructions and codes.

use crate::settings::{CodeKind, Loss, Settings};

pub(super) fn figures(settings: &Settings) -> String {
    let means = if settings.code_kind == CodeKind::Variational { "[:, :k]" } else { "" };
    let scale = if settings.loss == Loss::Mse { "plt.yscale(\"log\")\n" } else { "" };
    format!(
        "plt.plot(history.history[\"reconstruction\"], label=\"training\")\nplt.plot(history.history[\"val_reconstruction\"], label=\"validation\")\n\
         plt.xlabel(\"epoch\")\nplt.ylabel(\"loss\")\n{scale}plt.legend()\nplt.show()\n\n\
         if side:\n    rows = [x_val[:10] + mean, rebuilt[:10] + mean, rebuilt_by_pca[:10] + mean]\n    \
         figure, axes = plt.subplots(3, 10, figsize=(10, 3.2))\n    \
         for row, images, name in zip(axes, rows, [\"original\", \"autoencoder\", \"PCA\"]):\n        \
         row[0].set_title(name, loc=\"left\")\n        for axis, image in zip(row, images):\n            \
         axis.imshow(np.reshape(image, (side, -1)), cmap=\"gray_r\")\n            axis.axis(\"off\")\n    plt.show()\n\n\
         codes_val = encoder.predict(x_val, verbose=0){means}\n\
         if codes_val.shape[1] > 2:\n    codes_val = PCA(n_components=2).fit_transform(codes_val)\n\
         if codes_val.shape[1] == 2:\n    plt.scatter(*codes_val.T, c=y_val, s=6, cmap=\"tab10\")\n    plt.title(\"codes\")\n    plt.show()"
    )
}
